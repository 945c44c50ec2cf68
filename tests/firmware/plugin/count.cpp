// A plugin for QEMU that counts what a function does, exactly: from its first instruction to the one after its call, the
// instructions, the loads and stores, and how far it writes below what was written of the stack before its first call.
//
//     qemu-system-… -plugin libcount.so,function=0x1234,stack_top=0x20400000,stack_bytes=0x10000 -d plugin -D counts.txt
//
// writes a line "instructions loads stores stack" for every call. A call ends with the first instruction that is
// executed at the address that the call returns to: the one after the instruction that was executed before it.
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
struct qemu_info_t;
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
bool qemu_plugin_mem_is_store(qemu_plugin_meminfo_t);
void qemu_plugin_outs(const char*);

__attribute__((visibility("default"))) extern const int qemu_plugin_version = 1;
}

namespace {

std::uint64_t function, stack_top, stack_bytes;

/// The end of the instruction that was executed last, and the call that is counted.
std::uint64_t after_last, returns_to;
bool counting;
std::uint64_t instructions, loads, stores, lowest;

/// The lowest address of the stack that was written before the first call: the caller's frame ends there.
std::uint64_t before_first;
bool called;

void execute(unsigned /*cpu*/, void* what) {
    const auto address = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(what)) >> 4;
    const auto size = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(what)) & 15U;
    if (counting && address == returns_to) {
        counting = false;
        char line[128];
        std::snprintf(line, sizeof line, "%llu %llu %llu %llu\n", static_cast<unsigned long long>(instructions),
                      static_cast<unsigned long long>(loads), static_cast<unsigned long long>(stores),
                      static_cast<unsigned long long>(before_first - lowest));
        qemu_plugin_outs(line);
    }
    if (!counting && address == function) {
        counting = true;
        returns_to = after_last;
        instructions = loads = stores = 0;
        lowest = before_first;
        called = true;
    }
    if (counting) ++instructions;
    after_last = address + size;
}

void access(unsigned /*cpu*/, qemu_plugin_meminfo_t info, std::uint64_t address, void* /*what*/) {
    const bool is_store = qemu_plugin_mem_is_store(info),
               is_deeper = is_store && address < stack_top && address >= stack_top - stack_bytes;
    if (!called && is_deeper && address < before_first) before_first = address;
    if (!counting) return;
    ++(is_store ? stores : loads);
    if (is_deeper && address < lowest) lowest = address;
}

void translate(qemu_plugin_id_t /*id*/, qemu_plugin_tb* block) {
    for (std::size_t k = 0; k < qemu_plugin_tb_n_insns(block); ++k) {
        qemu_plugin_insn* const instruction = qemu_plugin_tb_get_insn(block, k);
        const std::uint64_t what = qemu_plugin_insn_vaddr(instruction) << 4 | qemu_plugin_insn_size(instruction);
        qemu_plugin_register_vcpu_insn_exec_cb(instruction, execute, QEMU_PLUGIN_CB_NO_REGS,
                                               reinterpret_cast<void*>(static_cast<std::uintptr_t>(what)));
        qemu_plugin_register_vcpu_mem_cb(instruction, access, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_MEM_RW, nullptr);
    }
}

bool read(const char* argument, const char* name, std::uint64_t& value) {
    const std::size_t length = std::strlen(name);
    if (std::strncmp(argument, name, length) != 0 || argument[length] != '=') return false;
    value = std::strtoull(argument + length + 1, nullptr, 0);
    return true;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t*,
                                                                          int argc, char** argv) {
    for (int k = 0; k < argc; ++k)
        if (!read(argv[k], "function", function) && !read(argv[k], "stack_top", stack_top) &&
            !read(argv[k], "stack_bytes", stack_bytes)) {
            std::fprintf(stderr, "unknown argument of the plugin: %s\n", argv[k]);
            return 1;
        }
    before_first = stack_top;
    qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
    return 0;
}
