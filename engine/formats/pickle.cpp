// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/pickle.h"

#include <algorithm>
#include <unordered_map>

namespace enogu {
namespace {

/// The opcodes of protocols 2 to 4 that data needs; every other one is refused.
enum Opcode : std::uint8_t {
    kMark = '(',
    kStop = '.',
    kPop = '0',
    kPopMark = '1',
    kDup = '2',
    kBinFloat = 'G',
    kBinInt = 'J',
    kBinInt1 = 'K',
    kBinInt2 = 'M',
    kNone = 'N',
    kBinPersId = 'Q',
    kReduce = 'R',
    kBinString = 'T',
    kShortBinString = 'U',
    kBinUnicode = 'X',
    kAppend = 'a',
    kBuild = 'b',
    kGlobal = 'c',
    kAppends = 'e',
    kBinGet = 'h',
    kLongBinGet = 'j',
    kEmptyList = ']',
    kBinPut = 'q',
    kLongBinPut = 'r',
    kSetItem = 's',
    kTuple = 't',
    kEmptyTuple = ')',
    kSetItems = 'u',
    kEmptyDict = '}',
    kList = 'l',
    kDict = 'd',
    kProto = 0x80,
    kNewObj = 0x81,
    kTuple1 = 0x85,
    kTuple2 = 0x86,
    kTuple3 = 0x87,
    kTrue = 0x88,
    kFalse = 0x89,
    kLong1 = 0x8a,
    kLong4 = 0x8b,
    kBinBytes = 'B',
    kShortBinBytes = 'C',
    kShortBinUnicode = 0x8c,
    kBinUnicode8 = 0x8d,
    kBinBytes8 = 0x8e,
    kStackGlobal = 0x93,
    kMemoize = 0x94,
    kFrame = 0x95,
};

using Items = std::vector<PickleValue>;

class PickleMachine
{
public:
    PickleMachine(Bytes bytes, const std::string& file)
        : m_bytes(bytes.first(std::min(bytes.size(), kMaxPickleBytes))),
          m_whole(bytes.size() <= kMaxPickleBytes),
          m_file(file)
    {
    }

    PickleProgram run()
    {
        for (std::uint8_t opcode = next(); opcode != kStop; opcode = next()) {
            if (!runConstant(opcode) && !runText(opcode) && !runMemo(opcode) &&
                !runContainer(opcode) && !runObject(opcode))
                refuse(m_file, "its pickle uses an instruction that data never needs", kDistrust);
            if (++m_steps > kMaxPickleValues || m_stack.size() > kMaxPickleValues)
                refuse(m_file, "its pickle holds more than 2,000,000 values");
        }
        if (m_stack.size() != 1 || !m_marks.empty())
            refuseBroken();
        m_program.root = m_stack.back();
        m_program.length = m_at;
        return std::move(m_program);
    }

private:
    [[noreturn]] void refuseBroken() const { refuse(m_file, "its pickle is damaged"); }

    Bytes take(std::uint64_t count)
    {
        if (!fits(m_at, count, m_bytes.size()))
            refuse(m_file, m_whole ? "its pickle is cut short"
                                   : "its pickle is longer than 16 MiB or holds a text that is");
        const Bytes part = m_bytes.subspan(m_at, count);
        m_at += count;
        return part;
    }

    template <typename T>
    T number()
    {
        return loadLittle<T>(take(sizeof(T)), 0);
    }

    std::uint8_t next() { return number<std::uint8_t>(); }

    std::string_view line()
    {
        const auto rest = textOf(m_bytes.subspan(m_at));
        const auto end = rest.find('\n');
        if (end == std::string_view::npos)
            refuse(m_file, "its pickle is cut short");
        return textOf(take(end + 1)).substr(0, end);
    }

    void push(PickleValue value) { m_stack.push_back(value); }
    void pushInt(std::int64_t value) { push({PickleKind::Int, 0, value, {}}); }
    void pushText(Bytes bytes) { push({PickleKind::Text, 0, 0, textOf(bytes)}); }
    void pushNode(PickleKind kind, Items items = {})
    {
        push(addPickleNode(m_program, kind, std::move(items), m_file));
    }

    std::size_t above() const { return m_stack.size() - (m_marks.empty() ? 0 : m_marks.back()); }

    const PickleValue& top() const
    {
        if (above() == 0)
            refuseBroken();
        return m_stack.back();
    }

    PickleValue pop()
    {
        const PickleValue value = top();
        m_stack.pop_back();
        return value;
    }

    Items popItems(std::size_t count)
    {
        if (above() < count)
            refuseBroken();
        Items items(m_stack.end() - static_cast<std::ptrdiff_t>(count), m_stack.end());
        m_stack.resize(m_stack.size() - count);
        return items;
    }

    Items popMarked()
    {
        if (m_marks.empty())
            refuseBroken();
        Items items = popItems(above());
        m_marks.pop_back();
        return items;
    }

    void pushLong(std::uint64_t size)
    {
        const Bytes digits = take(size);
        if (size > 8)
            return pushText(digits); // only the magic number is that long
        std::int64_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value |= static_cast<std::int64_t>(static_cast<std::uint64_t>(digits[i]) << (8 * i));
        const bool negative = size > 0 && (digits[size - 1] & std::byte(0x80)) != std::byte(0);
        if (negative && size < 8)
            value -= std::int64_t(1) << (8 * size);
        pushInt(value);
    }

    bool runConstant(std::uint8_t opcode)
    {
        switch (opcode) {
        case kProto:
            if (const int protocol = next(); protocol < 2 || protocol > 4)
                refuse(m_file, "its pickle is of a protocol other than 2 to 4", kSaveAgain);
            return true;
        case kFrame:
            return take(8), true;
        case kNone:
            return push({}), true;
        case kBinFloat:
            return take(8), push({}), true;
        case kTrue:
            return push({PickleKind::Bool, 0, 1, {}}), true;
        case kFalse:
            return push({PickleKind::Bool, 0, 0, {}}), true;
        case kBinInt:
            return pushInt(number<std::int32_t>()), true;
        case kBinInt1:
            return pushInt(number<std::uint8_t>()), true;
        case kBinInt2:
            return pushInt(number<std::uint16_t>()), true;
        case kLong1:
            return pushLong(number<std::uint8_t>()), true;
        case kLong4:
            return pushLong(number<std::uint32_t>()), true;
        default:
            return false;
        }
    }

    bool runText(std::uint8_t opcode)
    {
        switch (opcode) {
        case kShortBinString:
        case kShortBinBytes:
        case kShortBinUnicode:
            pushText(take(number<std::uint8_t>()));
            return true;
        case kBinString:
        case kBinBytes:
        case kBinUnicode:
            pushText(take(number<std::uint32_t>()));
            return true;
        case kBinBytes8:
        case kBinUnicode8:
            pushText(take(number<std::uint64_t>()));
            return true;
        default:
            return false;
        }
    }

    bool runMemo(std::uint8_t opcode)
    {
        switch (opcode) {
        case kBinPut:
            return put(number<std::uint8_t>()), true;
        case kLongBinPut:
            return put(number<std::uint32_t>()), true;
        case kMemoize:
            return put(static_cast<std::uint32_t>(m_memo.size())), true;
        case kBinGet:
            return get(number<std::uint8_t>()), true;
        case kLongBinGet:
            return get(number<std::uint32_t>()), true;
        default:
            return false;
        }
    }

    void put(std::uint32_t key) { m_memo[key] = top(); }

    void get(std::uint32_t key)
    {
        const auto found = m_memo.find(key);
        if (found == m_memo.end())
            refuseBroken();
        push(found->second);
    }

    bool runContainer(std::uint8_t opcode)
    {
        switch (opcode) {
        case kMark:
            return mark(), true;
        case kPop:
            return pop(), true;
        case kPopMark:
            return popMarked(), true;
        case kDup:
            return push(PickleValue(top())), true;
        case kEmptyTuple:
            return pushNode(PickleKind::Tuple), true;
        case kEmptyList:
            return pushNode(PickleKind::List), true;
        case kEmptyDict:
            return pushNode(PickleKind::Dict), true;
        case kTuple1:
            return pushNode(PickleKind::Tuple, popItems(1)), true;
        case kTuple2:
            return pushNode(PickleKind::Tuple, popItems(2)), true;
        case kTuple3:
            return pushNode(PickleKind::Tuple, popItems(3)), true;
        case kTuple:
            return pushNode(PickleKind::Tuple, popMarked()), true;
        case kList:
            return pushNode(PickleKind::List, popMarked()), true;
        case kDict:
            return pushNode(PickleKind::Dict, pairs(popMarked())), true;
        case kAppend:
            return extend(PickleKind::List, popItems(1)), true;
        case kAppends:
            return extend(PickleKind::List, popMarked()), true;
        case kSetItem:
            return extend(PickleKind::Dict, popItems(2)), true;
        case kSetItems:
            return extend(PickleKind::Dict, pairs(popMarked())), true;
        default:
            return false;
        }
    }

    void mark()
    {
        if (m_marks.size() == kMaxPickleDepth)
            refuse(m_file, "its pickle nests more than 1,000 levels", kDistrust);
        m_marks.push_back(m_stack.size());
    }

    Items pairs(Items items) const
    {
        if (items.size() % 2 != 0)
            refuseBroken();
        return items;
    }

    void extend(PickleKind kind, const Items& items)
    {
        if (top().kind == PickleKind::Placeholder)
            return;
        if (top().kind != kind)
            refuse(m_file, "its pickle fills something that is no list or dictionary", kDistrust);
        appendToPickleNode(m_program, top(), items, m_file);
    }

    bool runObject(std::uint8_t opcode)
    {
        switch (opcode) {
        case kGlobal: {
            const std::string_view module = line();
            return push(pickleGlobal(module, line(), m_file)), true;
        }
        case kStackGlobal:
            return pushStackGlobal(), true;
        case kReduce:
        case kNewObj: {
            const Items call = popItems(2);
            return push(pickleCall(m_program, call[0], call[1], m_file)), true;
        }
        case kBinPersId:
            return push(pickleStorage(m_program, pop(), m_file)), true;
        case kBuild:
            return build(), true;
        default:
            return false;
        }
    }

    void pushStackGlobal()
    {
        const Items names = popItems(2);
        if (names[0].kind != PickleKind::Text || names[1].kind != PickleKind::Text)
            refuseBroken();
        push(pickleGlobal(names[0].text, names[1].text, m_file));
    }

    void build()
    {
        pop(); // the _metadata of a state dict, or the inside of a placeholder
        if (top().kind != PickleKind::Dict && top().kind != PickleKind::Placeholder)
            refuse(m_file, "its pickle changes the inside of something that has none", kDistrust);
    }

    Bytes m_bytes;
    bool m_whole;
    const std::string& m_file;
    std::size_t m_at = 0;
    std::size_t m_steps = 0;
    Items m_stack;
    std::vector<std::size_t> m_marks;
    std::unordered_map<std::uint32_t, PickleValue> m_memo;
    PickleProgram m_program;
};

} // namespace

PickleProgram readPickle(Bytes bytes, const std::string& name)
{
    return PickleMachine(bytes, name).run();
}

} // namespace enogu
