# SPDX-License-Identifier: GPL-3.0-or-later
# Imported target enogu_torch: c10 + torch_cpu of the folder ENOGU_LIBTORCH. find_package(Torch) is
# not used: in a CUDA build it asks for a CUDA toolkit that the product never needs.
if(NOT EXISTS ${ENOGU_LIBTORCH}/include/ATen/ATen.h)
    message(FATAL_ERROR "No LibTorch in ${ENOGU_LIBTORCH}. Run packaging/dependencies, or set "
                        "ENOGU_LIBTORCH, or configure the preset ui-only.")
endif()
find_package(OpenMP REQUIRED COMPONENTS CXX) # LibTorch's threads
add_library(enogu_torch INTERFACE)
target_include_directories(enogu_torch SYSTEM INTERFACE ${ENOGU_LIBTORCH}/include)
target_link_libraries(enogu_torch INTERFACE
    ${ENOGU_LIBTORCH}/lib/libtorch_cpu.so ${ENOGU_LIBTORCH}/lib/libc10.so)
target_link_options(enogu_torch INTERFACE -Wl,-rpath-link,${ENOGU_LIBTORCH}/lib
    -Wl,--allow-shlib-undefined)
set(CMAKE_BUILD_RPATH ${ENOGU_LIBTORCH}/lib)

# enogu_torch_target(NAME): precompiled ATen.h and the compile pool for a target that includes LibTorch's
# headers. Not torch.h: reading that back takes longer than it saves.
function(enogu_torch_target name)
    set_target_properties(${name} PROPERTIES JOB_POOL_COMPILE torch_pool)
    if(NOT TARGET enogu_torch_pch)
        file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/torch_pch.cpp CONTENT "\n")
        add_library(enogu_torch_pch OBJECT ${CMAKE_BINARY_DIR}/torch_pch.cpp)
        target_link_libraries(enogu_torch_pch PUBLIC enogu_flags enogu_torch)
        target_precompile_headers(enogu_torch_pch PRIVATE <ATen/ATen.h>)
    endif()
    target_precompile_headers(${name} REUSE_FROM enogu_torch_pch)
endfunction()
