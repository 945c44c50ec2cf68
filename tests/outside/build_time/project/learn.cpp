#include "learn.hpp"

template small::output_type infer(const small&, const small::input_type&);
template small train(std::span<const small::input_type>, std::span<const std::size_t>);
