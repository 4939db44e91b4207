# SPDX-License-Identifier: GPL-3.0-or-later
# The only place that sets compiler flags.
add_library(enogu_flags INTERFACE)
target_include_directories(enogu_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(enogu_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor $<$<BOOL:${ENOGU_WERROR}>:-Werror>)
target_compile_definitions(enogu_flags INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_DISABLE_DEPRECATED_BEFORE=0x060400
    ENOGU_VERSION="${PROJECT_VERSION}")
if(ENOGU_SANITIZE)
    add_compile_options(-fsanitize=${ENOGU_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${ENOGU_SANITIZE})
endif()
if(ENOGU_TORCH) # a compiler that reads LibTorch's headers takes some 800 MB
    set_property(GLOBAL PROPERTY JOB_POOLS torch_pool=2)
endif()

# enogu_library(NAME [SHARED] SOURCES … [PUBLIC libs…] [PRIVATE libs…] [MOC])
# MOC turns on Qt's meta-object compiler for the target.
function(enogu_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "SHARED;MOC" "" "SOURCES;PUBLIC;PRIVATE")
    if(NOT arg_SOURCES) # a layer that is planned but still empty
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE enogu_flags ${arg_PUBLIC} ${arg_PRIVATE})
        return()
    endif()
    set(kind STATIC)
    if(arg_SHARED)
        set(kind SHARED)
    endif()
    add_library(${name} ${kind} ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC enogu_flags ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    set_target_properties(${name} PROPERTIES AUTOMOC ${arg_MOC})
endfunction()

# enogu_test(NAME SOURCES file.cpp… LIBS libs… [LABELS unit|parity|gui|slow])
# One Qt Test executable; windows draw offscreen.
function(enogu_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS;LABELS")
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE enogu_flags Qt6::Test ${arg_LIBS})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_LABELS)
        set(arg_LABELS unit)
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT 900
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_SCALE_FACTOR=1")
endfunction()
