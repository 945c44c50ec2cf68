// The same bits from vectors of every width, from plain loops and from constant evaluation. Built several times without
// contraction of multiplications and additions, each time for another instruction set; see CMakeLists.txt.
#include "agreement.hpp"

#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <utility>

namespace {

namespace cp = constprop;
namespace kernels = cp::kernels;
using agreement::agrees_with_constant_evaluation, agreement::numbers, agreement::unknown_zero;

/// Odd rows have no bias.
template <std::size_t Rows, class T> auto bias_of(const T* bias) {
    if constexpr (Rows % 2 == 0) return bias;
    else return kernels::no_bias{};
}

/// One layer's products on vectors against the plain loops that define them.
template <class T, std::size_t Rows, std::size_t Columns, std::size_t Batch> bool agrees_with_plain_loops() {
    using namespace kernels;
    static const auto m = numbers<std::array<T, Rows * Columns>, 1>(unknown_zero + 1)[0];
    static auto by_row = numbers<std::array<T, Rows>, Batch>(unknown_zero + 2);
    static auto by_column = numbers<std::array<T, Columns>, Batch>(unknown_zero + 4);
    static std::array<std::array<T, Rows>, Batch> rows_expected;
    static std::array<std::array<T, Columns>, Batch> columns_expected;
    static std::array<std::array<T, Rows * Columns>, 1> outer_expected;
    static guarded<T, Rows, Batch> rows;
    static guarded<T, Columns, Batch> columns;
    static guarded<T, Rows * Columns> outer;
    const auto as_it_is = [](const auto& value) { return value; };
    const auto agree = [&] {
        constexpr bool unrolled = Rows * Columns <= 256;
        rows.clear(), columns.clear(), outer.clear();
        if constexpr (Batch == 1) {
            const auto column_bias = bias_of<Rows>(by_column[0].data()), row_bias = bias_of<Rows>(by_row[0].data());
            plain::sum_of_rows<Rows, Columns>(m.data(), column_bias, by_row[0].data(), columns_expected[0].data());
            plain::dot_of_rows<Rows, Columns>(m.data(), row_bias, by_column[0].data(), rows_expected[0].data());
            sum_of_rows<Rows, Columns, unrolled>(m.data(), column_bias, by_row[0].data(), columns.data(), as_it_is);
            dot_of_rows<Rows, Columns, unrolled>(m.data(), row_bias, by_column[0].data(), rows.data(), as_it_is);
        } else {
            const auto column_bias = bias_of<Rows>(by_column[0].data());
            plain::sum_of_rows<Rows, Columns>(m.data(), column_bias, by_row.data(), columns_expected.data(), Batch,
                                              as_it_is);
            plain::dot_of_rows<Rows, Columns>(m.data(), by_row[0].data(), by_column.data(), rows_expected.data(), Batch,
                                              as_it_is);
            constexpr std::size_t most = Rows % 2 == 0 ? Batch : Batch + 3;  // odd rows: a batch that is not full
            sum_of_rows<Rows, Columns, most>(m.data(), column_bias, by_row[0].data(), columns.data(), Batch, as_it_is);
            dot_of_rows<Rows, Columns, Batch>(m.data(), by_row[0].data(), by_column[0].data(), rows.data(), Batch,
                                              as_it_is);
        }
        plain::sum_of_outer_products<Rows, Columns, Batch>(by_row.data(), by_column.data(), Batch,
                                                           write_to<T>{outer_expected[0].data()});
        sum_of_outer_products<Rows, Columns, Batch, unrolled>(by_row[0].data(), by_column[0].data(), Batch,
                                                              write_to<T>{outer.data()});
        return rows.hold(rows_expected) && columns.hold(columns_expected) && outer.hold(outer_expected);
    };
    bool ok = agree();
    // Zeros have signs, too.
    for (auto& row : by_row)
        for (T& value : row) value *= 0;
    for (auto& row : by_column)
        for (T& value : row) value *= 0;
    ok &= agree();
    if (!ok) std::printf("%zu x %zu, batch %zu: vectors differ from plain loops\n", Rows, Columns, Batch);
    return ok;
}

/// A network as constants against the network, which adds up zeros too.
template <class Model> constexpr Model half_of_weights() {
    return cp::prune(Model::from_parameters(numbers<typename Model::parameter_type, 1>(7)[0]),
                     cp::smallest{.fraction = 0.5});
}
constexpr auto narrow = half_of_weights<cp::network<cp::linear<37, 9>, cp::relu, cp::linear<9, 3>>>();
constexpr auto wide = half_of_weights<cp::network<cp::linear<9, 70>, cp::tanh, cp::linear<70, 16>, cp::softmax>>();

template <const auto& Net> bool agrees_as_constants(const char* name) {
    using model = std::remove_cvref_t<decltype(Net)>;
    bool ok = true;
    for (const auto& x : numbers<typename model::input_type, 8>(unknown_zero + 3))
        ok &= cp::constant_network<Net>{}(x) == Net(x);
    if (!ok) std::printf("%s differs from itself as constants\n", name);
    return ok;
}

/// The products of cores with narrow registers, and with Helium's, against the same plain loops: of `scale` times weights
/// and biases.
template <std::size_t Rows, std::size_t Columns> bool narrow_agrees_with_plain_loops(float scale) {
    const auto times = [scale](auto values) {
        for (auto& value : values) value *= scale;
        return values;
    };
    const auto m = times(numbers<std::array<float, Rows * Columns>, 1>(unknown_zero + 1)[0]);
    const auto by_row = numbers<std::array<float, Rows>, 1>(unknown_zero + 2)[0], row_bias = times(by_row);
    const auto by_column = numbers<std::array<float, Columns>, 1>(unknown_zero + 4)[0], column_bias = times(by_column);
    std::array<std::array<float, Rows>, 1> rows_expected;
    std::array<std::array<float, Columns>, 1> columns_expected;
    guarded<float, Rows> rows;
    guarded<float, Columns> columns;
    const auto as_it_is = [](float value) { return value; };
    using namespace kernels;
    plain::sum_of_rows<Rows, Columns>(m.data(), column_bias.data(), by_row.data(), columns_expected[0].data());
    plain::dot_of_rows<Rows, Columns>(m.data(), row_bias.data(), by_column.data(), rows_expected[0].data());
    rows.clear(), columns.clear();
    narrow::sum_of_rows<Rows, Columns>(m.data(), column_bias.data(), by_row.data(), columns.data(), as_it_is);
    narrow::dot_of_rows<Rows, Columns>(m.data(), row_bias.data(), by_column.data(), rows.data(), as_it_is);
    bool ok = rows.hold(rows_expected) && columns.hold(columns_expected);
    if constexpr (Columns >= helium::lanes) {
        constexpr bool unrolled = Rows * Columns <= 256;
        rows.clear(), columns.clear();
        helium::sum_of_rows<Rows, Columns, unrolled>(m.data(), column_bias.data(), by_row.data(), columns.data(),
                                                     as_it_is);
        helium::dot_of_rows<Rows, Columns, unrolled>(m.data(), row_bias.data(), by_column.data(), rows.data(),
                                                     as_it_is);
        ok &= rows.hold(rows_expected) && columns.hold(columns_expected);
    }
    if (!ok) std::printf("%zu x %zu: narrow registers differ from plain loops\n", Rows, Columns);
    return ok;
}
/// With 0 products and biases are zeros of either sign.
template <std::size_t Rows, std::size_t Columns> bool narrow_agrees_with_plain_loops() {
    return narrow_agrees_with_plain_loops<Rows, Columns>(1) && narrow_agrees_with_plain_loops<Rows, Columns>(0);
}
template <std::size_t... K> bool narrow_shapes(std::index_sequence<K...>) {
    return (narrow_agrees_with_plain_loops<1 + K * 13 % 40, 1 + K * 3 % 37>() && ...);
}

/// Columns that fill some vectors and no set of sums; with few rows, these are of more vectors.
template <std::size_t... K> bool narrow_few_columns(std::index_sequence<K...>) {
    return (narrow_agrees_with_plain_loops<8, 4 + K>() && ...) && (narrow_agrees_with_plain_loops<2, 4 + K>() && ...);
}

template <class T, std::size_t Batch, std::size_t... K> bool shapes(std::index_sequence<K...>) {
    return (agrees_with_plain_loops<T, 1 + K * 13 % 40, 1 + K, Batch>() && ...);
}

}  // namespace

int main() {
    if (!agreement::processor_runs_this()) return std::puts("skipped: this processor lacks the instructions"), 77;
    bool ok = true;
    ok &= agrees_with_constant_evaluation<
        cp::network<cp::linear<4, 16>, cp::relu, cp::linear<16, 16>, cp::tanh, cp::linear<16, 2>>, 9>("4-16-16-2");
    ok &=
        agrees_with_constant_evaluation<cp::network<cp::linear<9, 20>, cp::sigmoid, cp::linear<20, 3>, cp::softmax>, 2>(
            "9-20-3");
    ok &= agrees_with_constant_evaluation<
        cp::with_scalar<double, cp::network<cp::linear<3, 11>, cp::silu, cp::linear<11, 5>>>, 5>("3-11-5 in double");
    ok &= agrees_with_constant_evaluation<
        cp::with_scalar<double, cp::network<cp::linear<16, 4>, cp::relu, cp::linear<4, 2>>>, 9>("16-4-2 in double");
    ok &= agrees_as_constants<narrow>("37-9-3") && agrees_as_constants<wide>("9-70-16");
    // These are the same whatever the target, and take long to compile: one program has them.
    if constexpr (!kernels::has_vectors<float>)
        ok &= narrow_shapes(std::make_index_sequence<12>{}) && narrow_few_columns(std::make_index_sequence<12>{}) &&
              narrow_agrees_with_plain_loops<5, 70>() && narrow_agrees_with_plain_loops<2, 130>();
    if constexpr (kernels::has_vectors<float>) {
        ok &= shapes<float, 1>(std::make_index_sequence<24>{});
        ok &= shapes<float, 11>(std::make_index_sequence<10>{});
        ok &= agrees_with_plain_loops<float, 64, 64, 1>() && agrees_with_plain_loops<float, 784, 128, 1>();
        // Narrow vectors behind wide ones, in one strip and in several.
        ok &= agrees_with_plain_loops<float, 12, 56, 1>() && agrees_with_plain_loops<float, 12, 105, 1>();
        ok &= agrees_with_plain_loops<float, 56, 12, 11>() && agrees_with_plain_loops<float, 33, 49, 11>();
        ok &= agrees_with_plain_loops<double, 12, 20, 9>() && agrees_with_plain_loops<double, 20, 12, 9>();
        // Samples in lanes, and some behind them.
        ok &= agrees_with_plain_loops<float, 3, 2, 35>() && agrees_with_plain_loops<float, 8, 1, 35>();
        ok &= agrees_with_plain_loops<float, 6, 3, 31>() && agrees_with_plain_loops<float, 11, 2, 37>();
        ok &= agrees_with_plain_loops<double, 3, 3, 21>();
        ok &= agrees_with_plain_loops<float, 64, 64, 32>() && agrees_with_plain_loops<float, 400, 70, 9>();
        // Several blocks of rows, for the widest vectors, too, and of columns.
        ok &= agrees_with_plain_loops<float, 1100, 40, 9>() && agrees_with_plain_loops<float, 20, 600, 9>();
    }
    if constexpr (kernels::has_vectors<double>) ok &= shapes<double, 1>(std::make_index_sequence<10>{});
    std::printf("vectors of %zu bytes: %s\n", kernels::vector_bytes, ok ? "the same bits" : "DIFFERENT BITS");
    return ok ? 0 : 1;
}
