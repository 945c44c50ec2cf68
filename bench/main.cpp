// All implementations in one process, so that their rows can be run in turns.
#include <benchmark/benchmark.h>

#include <dlfcn.h>
#include <string>

namespace bench {

void add_all_rows();  // of the implementations that were built: CMake writes it

namespace {

/// The BLAS that libtorch and dlib use: its file, or OpenBLAS and the processor for which it has chosen its kernels, which
/// OPENBLAS_CORETYPE in the environment may have chosen for it.
std::string blas() {
    if (void* const name = dlsym(RTLD_DEFAULT, "openblas_get_corename"))
        return std::string("OpenBLAS for ") + reinterpret_cast<const char* (*)()>(name)();
    Dl_info library;
    void* const product = dlsym(RTLD_DEFAULT, "sgemm_");
    return product != nullptr && dladdr(product, &library) != 0 ? library.dli_fname : "none";
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::AddCustomContext("blas", bench::blas());
    bench::add_all_rows();
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
