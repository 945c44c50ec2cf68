// A plugin for QEMU that counts what functions do, exactly: from the first instruction to the one after the call, the
// instructions, the loads and stores, and how far a function writes below what those who called it have written of the
// stack.
//
//     qemu-system-… -plugin libcount.so,function=0x1234,stack_top=0x20400000,stack_bytes=0x10000 -d plugin -D counts.txt
//
// writes a line "instructions loads stores stack" for every call. There may be several arguments `function`; a call within
// a call that is counted is part of that one. A call ends with the first instruction that is executed at the address that
// it returns to, the one after the instruction that called; what it has written of the stack is then forgotten.
// Instructions that call are those of Thumb and of RISC-V that write the link register.
//
// QEMU's header is not packaged everywhere, so the dozen functions that are needed are declared here, as
// include/qemu/qemu-plugin.h of QEMU 7.2 has them (API version 1).
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" {
using qemu_plugin_id_t = std::uint64_t;
using qemu_plugin_meminfo_t = std::uint32_t;
struct qemu_info_t {
    const char* target_name;  // what follows is not needed
};
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS };
enum qemu_plugin_mem_rw { QEMU_PLUGIN_MEM_R = 1, QEMU_PLUGIN_MEM_W, QEMU_PLUGIN_MEM_RW };

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t, void (*)(qemu_plugin_id_t, qemu_plugin_tb*));
void qemu_plugin_register_vcpu_insn_exec_cb(qemu_plugin_insn*, void (*)(unsigned, void*), qemu_plugin_cb_flags, void*);
void qemu_plugin_register_vcpu_mem_cb(qemu_plugin_insn*,
                                      void (*)(unsigned, qemu_plugin_meminfo_t, std::uint64_t, void*),
                                      qemu_plugin_cb_flags, qemu_plugin_mem_rw, void*);
std::size_t qemu_plugin_tb_n_insns(const qemu_plugin_tb*);
qemu_plugin_insn* qemu_plugin_tb_get_insn(const qemu_plugin_tb*, std::size_t);
std::uint64_t qemu_plugin_insn_vaddr(const qemu_plugin_insn*);
std::size_t qemu_plugin_insn_size(const qemu_plugin_insn*);
const void* qemu_plugin_insn_data(const qemu_plugin_insn*);
bool qemu_plugin_mem_is_store(qemu_plugin_meminfo_t);
void qemu_plugin_outs(const char*);

__attribute__((visibility("default"))) extern const int qemu_plugin_version = 1;
}

namespace {

std::uint64_t functions[64], stack_top, stack_bytes;
std::size_t function_count = 0;
bool is_riscv;

/// An instruction as its callback knows it: packed into the pointer that QEMU hands over.
struct instruction {
    std::uint64_t address, size;
    bool calls;

    explicit instruction(const void* packed)
        : address(reinterpret_cast<std::uintptr_t>(packed) >> 4U),
          size(reinterpret_cast<std::uintptr_t>(packed) & 7U),
          calls((reinterpret_cast<std::uintptr_t>(packed) & 8U) != 0) {}
    explicit instruction(const qemu_plugin_insn* of)
        : address(qemu_plugin_insn_vaddr(of)), size(qemu_plugin_insn_size(of)), calls(writes_link(of)) {}

    void* pack() const {
        return reinterpret_cast<void*>(static_cast<std::uintptr_t>(address << 4U | (calls ? 8U : 0U) | size));
    }

 private:
    bool writes_link(const qemu_plugin_insn* of) const {
        std::uint16_t half[2] = {};
        std::memcpy(half, qemu_plugin_insn_data(of), size < sizeof half ? size : sizeof half);
        if (is_riscv)
            return size == 2 ? (half[0] & 0xe003U) == 0x2001 ||                                 // c.jal
                                   ((half[0] & 0xf07fU) == 0x9002 && (half[0] & 0x0f80U) != 0)  // c.jalr
                             : (half[0] & 0x0fffU) == 0x00ef || (half[0] & 0x7fffU) == 0x00e7;  // jal, jalr
        return size == 2 ? (half[0] & 0xff87U) == 0x4780                                        // blx
                         : (half[0] & 0xf800U) == 0xf000 && (half[1] & 0xd000U) == 0xd000;      // bl
    }
};

/// A call that has not returned, and what was the lowest address of the stack that was written before it.
struct call {
    std::uint64_t returns_to, lowest;
};
call calls[256];
std::size_t depth = 0;

/// The lowest address of the stack that those have written who have not returned.
std::uint64_t lowest;

/// The end of the last instruction, and whether that called.
std::uint64_t after_last;
bool last_calls = false;

/// The call that is counted is the one at this depth, 0 for none.
std::size_t counted = 0;
std::uint64_t instructions, loads, stores, deepest;

/// How many calls have not returned once the instruction at this address is executed. On Cortex-M0 an instruction that
/// calls may be but a long jump: it does not return, and the calls outside of it do.
std::size_t depth_at(std::uint64_t address) {
    for (std::size_t k = depth; k > 0; --k)
        if (calls[k - 1].returns_to == address) return k - 1;
    return depth;
}

void write_counts() {
    char line[128];
    std::snprintf(line, sizeof line, "%llu %llu %llu %llu\n", static_cast<unsigned long long>(instructions),
                  static_cast<unsigned long long>(loads), static_cast<unsigned long long>(stores),
                  static_cast<unsigned long long>(calls[counted - 1].lowest - deepest));
    qemu_plugin_outs(line);
}

bool is_to_be_counted(std::uint64_t address) {
    for (std::size_t k = 0; k < function_count; ++k)
        if (functions[k] == address) return true;
    return false;
}

void begin_call(std::uint64_t address) {
    // Where the same instruction has called before, has not returned, and nothing has been written to the stack since, it is
    // a long jump in a loop.
    for (std::size_t k = depth; k > 0 && calls[k - 1].lowest == lowest; --k)
        if (calls[k - 1].returns_to == after_last) {
            depth = k;
            return;
        }
    if (depth == sizeof calls / sizeof *calls) {
        std::fputs("more calls within calls than the plugin has room for\n", stderr);
        std::exit(1);
    }
    calls[depth++] = {after_last, lowest};
    if (counted == 0 && is_to_be_counted(address)) {
        counted = depth;
        instructions = loads = stores = 0;
        deepest = lowest;
    }
}

void execute(unsigned /*cpu*/, void* what) {
    const instruction now(what);
    const std::size_t left = depth_at(now.address);
    if (left < depth) {
        if (left < counted) {
            write_counts();
            counted = 0;
        }
        lowest = calls[left].lowest;
        depth = left;
    } else if (last_calls) {
        begin_call(now.address);
    }
    if (counted != 0) ++instructions;
    after_last = now.address + now.size;
    last_calls = now.calls;
}

void access(unsigned /*cpu*/, qemu_plugin_meminfo_t info, std::uint64_t address, void* /*what*/) {
    const bool is_store = qemu_plugin_mem_is_store(info),
               is_deeper = is_store && address < lowest && address >= stack_top - stack_bytes;
    if (is_deeper) lowest = address;
    if (counted == 0) return;
    ++(is_store ? stores : loads);
    if (lowest < deepest) deepest = lowest;
}

void translate(qemu_plugin_id_t /*id*/, qemu_plugin_tb* block) {
    for (std::size_t k = 0; k < qemu_plugin_tb_n_insns(block); ++k) {
        qemu_plugin_insn* const found = qemu_plugin_tb_get_insn(block, k);
        qemu_plugin_register_vcpu_insn_exec_cb(found, execute, QEMU_PLUGIN_CB_NO_REGS, instruction(found).pack());
        qemu_plugin_register_vcpu_mem_cb(found, access, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_MEM_RW, nullptr);
    }
}

bool read(const char* argument, const char* name, std::uint64_t& value) {
    const std::size_t length = std::strlen(name);
    if (std::strncmp(argument, name, length) != 0 || argument[length] != '=') return false;
    value = std::strtoull(argument + length + 1, nullptr, 0);
    return true;
}

bool read_function(const char* argument) {
    constexpr std::size_t most = sizeof functions / sizeof *functions;
    return function_count < most && read(argument, "function", functions[function_count]) && ++function_count > 0;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t* info,
                                                                          int argc, char** argv) {
    for (int k = 0; k < argc; ++k)
        if (!read_function(argv[k]) && !read(argv[k], "stack_top", stack_top) &&
            !read(argv[k], "stack_bytes", stack_bytes)) {
            std::fprintf(stderr, "unknown argument of the plugin, or one too many: %s\n", argv[k]);
            return 1;
        }
    lowest = stack_top;
    is_riscv = std::strncmp(info->target_name, "riscv", 5) == 0;
    qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
    return 0;
}
