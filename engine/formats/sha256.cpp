// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/sha256.h"

#include "engine/formats/mapping.h"
#include "engine/formats/npy.h"

#include <algorithm>
#include <bit>

namespace enogu {
namespace {

constexpr std::size_t kHashedAtOnce = 8 << 20;

constexpr std::array<std::uint32_t, 64> kRound = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t bigEndian(const std::byte* at)
{
    std::uint32_t value;
    std::memcpy(&value, at, sizeof value);
    return __builtin_bswap32(value);
}

} // namespace

void Sha256::addBlock(const std::byte* block)
{
    using std::rotr;
    std::array<std::uint32_t, 64> w;
    for (std::size_t i = 0; i < 16; ++i)
        w[i] = bigEndian(block + 4 * i);
    for (std::size_t i = 16; i < 64; ++i) {
        const std::uint32_t low = rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
        const std::uint32_t high = rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
        w[i] = w[i - 16] + low + w[i - 7] + high;
    }
    auto [a, b, c, d, e, f, g, h] = m_state;
    for (std::size_t i = 0; i < 64; ++i) {
        const std::uint32_t first =
            h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + kRound[i] + w[i];
        const std::uint32_t second =
            (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    const std::array<std::uint32_t, 8> sums = {a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < 8; ++i)
        m_state[i] += sums[i];
}

void Sha256::add(Bytes bytes)
{
    const std::size_t held = m_length % 64;
    m_length += bytes.size();
    if (held > 0) {
        const std::size_t part = std::min(bytes.size(), 64 - held);
        std::copy_n(bytes.begin(), part, m_block.begin() + static_cast<std::ptrdiff_t>(held));
        bytes = bytes.subspan(part);
        if (held + part < 64)
            return;
        addBlock(m_block.data());
    }
    for (; bytes.size() >= 64; bytes = bytes.subspan(64))
        addBlock(bytes.data());
    std::copy(bytes.begin(), bytes.end(), m_block.begin());
}

std::array<std::byte, 32> Sha256::finish()
{
    const std::uint64_t bits = __builtin_bswap64(m_length * 8);
    const std::size_t held = m_length % 64;
    std::array<std::byte, 64> padding = {std::byte(0x80)};
    add(Bytes(padding).first(held < 56 ? 56 - held : 120 - held));
    std::memcpy(padding.data(), &bits, sizeof bits);
    add(Bytes(padding).first(8));
    std::array<std::byte, 32> digest;
    for (std::size_t i = 0; i < 8; ++i) {
        const std::uint32_t word = __builtin_bswap32(m_state[i]);
        std::memcpy(digest.data() + 4 * i, &word, sizeof word);
    }
    return digest;
}

std::string hexOf(Bytes bytes)
{
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const std::byte byte : bytes) {
        text += kDigits[static_cast<unsigned>(byte) >> 4];
        text += kDigits[static_cast<unsigned>(byte) & 15];
    }
    return text;
}

std::string sha256OfModel(const std::filesystem::path& path,
                          const std::function<void()>& checkpoint)
{
    const auto digestOf = [&](const std::filesystem::path& file) {
        const auto mapping = Mapping::open(file);
        Sha256 digest;
        for (Bytes rest = mapping->bytes(); !rest.empty();) {
            const Bytes piece = rest.first(std::min(rest.size(), kHashedAtOnce));
            digest.add(piece);
            rest = rest.subspan(piece.size());
            if (checkpoint)
                checkpoint();
        }
        return digest.finish();
    };
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored))
        return hexOf(digestOf(path));
    Sha256 whole;
    for (const auto& file : npyFilesOf(path)) {
        const std::string name = file.filename().native();
        whole.add(std::as_bytes(std::span(name.c_str(), name.size() + 1)));
        whole.add(digestOf(file));
    }
    return hexOf(whole.finish());
}

} // namespace enogu
