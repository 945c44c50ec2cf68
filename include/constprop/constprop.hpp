#ifndef CONSTPROP_CONSTPROP_HPP
#define CONSTPROP_CONSTPROP_HPP

/// Includes everything that runs on a device. Headers for hosts, such as files and reports, are in constprop/host/; include
/// them by name.

// With every error, compilers list the includes that led to its file. So headers that report errors come first.
#include <constprop/arguments/input.hpp>
#include <constprop/arguments/workspace.hpp>
// Each of the next groups includes headers of the groups above it.
#include <constprop/arguments/buffers.hpp>
#include <constprop/arguments/call_stack.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/numbers/fixed.hpp>
#include <constprop/numbers/scalar_functions.hpp>
//
#include <constprop/chain/chain.hpp>
#include <constprop/chain/stage.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/diagnostics/errors.hpp>
//
#include <constprop/arguments/samples.hpp>
#include <constprop/chain/numbers.hpp>
#include <constprop/losses/complete.hpp>
#include <constprop/optimizers/reject_step.hpp>
#include <constprop/optimizers/rule.hpp>
//
#include <constprop/initializers/initialize.hpp>
//
#include <constprop/int8/network.hpp>
#include <constprop/int8/quantize.hpp>
#include <constprop/optimizers/optimizer.hpp>
#include <constprop/training/fit_extras.hpp>
#include <constprop/training/train_step.hpp>
// All other headers.
#include <constprop/activations/activation.hpp>
#include <constprop/activations/clip.hpp>
#include <constprop/activations/elu.hpp>
#include <constprop/activations/gelu.hpp>
#include <constprop/activations/gelu_tanh.hpp>
#include <constprop/activations/hard_sigmoid.hpp>
#include <constprop/activations/hard_swish.hpp>
#include <constprop/activations/identity.hpp>
#include <constprop/activations/leaky_relu.hpp>
#include <constprop/activations/relu.hpp>
#include <constprop/activations/selu.hpp>
#include <constprop/activations/sigmoid.hpp>
#include <constprop/activations/silu.hpp>
#include <constprop/activations/softplus.hpp>
#include <constprop/activations/softsign.hpp>
#include <constprop/activations/tanh.hpp>
#include <constprop/branches/add.hpp>
#include <constprop/branches/bidirectional.hpp>
#include <constprop/branches/concatenate.hpp>
#include <constprop/branches/multiply.hpp>
#include <constprop/branches/residual.hpp>
#include <constprop/branches/sequential.hpp>
#include <constprop/checks/budget.hpp>
#include <constprop/checks/checked.hpp>
#include <constprop/checks/footprint.hpp>
#include <constprop/checks/lint.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/deploy/constant_network.hpp>
#include <constprop/deploy/for_inference.hpp>
#include <constprop/deploy/freeze.hpp>
#include <constprop/deploy/freeze_statistics.hpp>
#include <constprop/deploy/prune.hpp>
#include <constprop/deploy/prune_units.hpp>
#include <constprop/deploy/snapshot.hpp>
#include <constprop/deploy/two_pages.hpp>
#include <constprop/fit.hpp>
#include <constprop/gradient.hpp>
#include <constprop/int8/calibration.hpp>
#include <constprop/int8/evaluate.hpp>
#include <constprop/int8/fake_quantized.hpp>
#include <constprop/int8/footprint.hpp>
#include <constprop/int8/report.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/layers/average_pool.hpp>
#include <constprop/layers/batch_norm.hpp>
#include <constprop/layers/causal_conv1d.hpp>
#include <constprop/layers/channel_scale.hpp>
#include <constprop/layers/conv1d.hpp>
#include <constprop/layers/conv2d.hpp>
#include <constprop/layers/delay.hpp>
#include <constprop/layers/depthwise_conv.hpp>
#include <constprop/layers/dropout.hpp>
#include <constprop/layers/fixed_statistics.hpp>
#include <constprop/layers/flatten.hpp>
#include <constprop/layers/from_channels_first.hpp>
#include <constprop/layers/frozen.hpp>
#include <constprop/layers/group_norm.hpp>
#include <constprop/layers/gru.hpp>
#include <constprop/layers/layer_norm.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/layers/log_softmax.hpp>
#include <constprop/layers/lstm.hpp>
#include <constprop/layers/max_pool.hpp>
#include <constprop/layers/over_time.hpp>
#include <constprop/layers/pad.hpp>
#include <constprop/layers/prelu.hpp>
#include <constprop/layers/reverse_sequence.hpp>
#include <constprop/layers/rnn.hpp>
#include <constprop/layers/rounded_values.hpp>
#include <constprop/layers/rounded_weights.hpp>
#include <constprop/layers/scale.hpp>
#include <constprop/layers/softmax.hpp>
#include <constprop/layers/transposed_conv.hpp>
#include <constprop/layers/upsample.hpp>
#include <constprop/losses/bce.hpp>
#include <constprop/losses/bce_with_logits.hpp>
#include <constprop/losses/classes.hpp>
#include <constprop/losses/cross_entropy.hpp>
#include <constprop/losses/huber.hpp>
#include <constprop/losses/l1.hpp>
#include <constprop/losses/loss.hpp>
#include <constprop/losses/mse.hpp>
#include <constprop/losses/nll.hpp>
#include <constprop/losses/squared_error.hpp>
#include <constprop/losses/unfused.hpp>
#include <constprop/losses/weighted.hpp>
#include <constprop/numbers/hyperparameter.hpp>
#include <constprop/optimizers/adam.hpp>
#include <constprop/optimizers/adamw.hpp>
#include <constprop/optimizers/clip.hpp>
#include <constprop/optimizers/decay_weights_only.hpp>
#include <constprop/optimizers/keep_zeros.hpp>
#include <constprop/optimizers/rmsprop.hpp>
#include <constprop/optimizers/schedules.hpp>
#include <constprop/optimizers/sgd.hpp>
#include <constprop/optimizers/with.hpp>
#include <constprop/testing/gradient_error.hpp>
#include <constprop/testing/model_check.hpp>
#include <constprop/training/evaluate.hpp>

#endif  // CONSTPROP_CONSTPROP_HPP
