#ifndef CONSTPROP_CONSTPROP_HPP
#define CONSTPROP_CONSTPROP_HPP

/// Everything that runs on a device. What needs a host, files and reports, is in constprop/host/ and included by name.

// Compilers list with every error the includes that led to its file. So headers that report errors come first.
#include <constprop/buffers.hpp>
#include <constprop/call_stack.hpp>
#include <constprop/scalar_functions.hpp>
#include <constprop/trace.hpp>
// chain.hpp includes the one above, too.
#include <constprop/chain.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/errors.hpp>
#include <constprop/stage.hpp>
// These include some of those above.
#include <constprop/initialize.hpp>
#include <constprop/input.hpp>
#include <constprop/losses/complete.hpp>
#include <constprop/optimizers/rule.hpp>
#include <constprop/samples.hpp>
// And these some of those.
#include <constprop/fit_extras.hpp>
#include <constprop/optimizers/optimizer.hpp>
#include <constprop/train_step.hpp>
// All others.
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
#include <constprop/branches/concatenate.hpp>
#include <constprop/branches/multiply.hpp>
#include <constprop/branches/residual.hpp>
#include <constprop/branches/sequential.hpp>
#include <constprop/budget.hpp>
#include <constprop/checked.hpp>
#include <constprop/constant_network.hpp>
#include <constprop/evaluate.hpp>
#include <constprop/fit.hpp>
#include <constprop/footprint.hpp>
#include <constprop/for_inference.hpp>
#include <constprop/freeze.hpp>
#include <constprop/freeze_statistics.hpp>
#include <constprop/gradient.hpp>
#include <constprop/hyperparameter.hpp>
#include <constprop/layers/average_pool.hpp>
#include <constprop/layers/batch_norm.hpp>
#include <constprop/layers/channel_scale.hpp>
#include <constprop/layers/conv1d.hpp>
#include <constprop/layers/conv2d.hpp>
#include <constprop/layers/depthwise_conv.hpp>
#include <constprop/layers/dropout.hpp>
#include <constprop/layers/fixed_statistics.hpp>
#include <constprop/layers/flatten.hpp>
#include <constprop/layers/from_channels_first.hpp>
#include <constprop/layers/frozen.hpp>
#include <constprop/layers/group_norm.hpp>
#include <constprop/layers/layer.hpp>
#include <constprop/layers/layer_norm.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/layers/log_softmax.hpp>
#include <constprop/layers/max_pool.hpp>
#include <constprop/layers/pad.hpp>
#include <constprop/layers/prelu.hpp>
#include <constprop/layers/scale.hpp>
#include <constprop/layers/softmax.hpp>
#include <constprop/layers/transposed_conv.hpp>
#include <constprop/layers/upsample.hpp>
#include <constprop/lint.hpp>
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
#include <constprop/optimizers/adam.hpp>
#include <constprop/optimizers/adamw.hpp>
#include <constprop/optimizers/clip.hpp>
#include <constprop/optimizers/keep_zeros.hpp>
#include <constprop/optimizers/rmsprop.hpp>
#include <constprop/optimizers/schedules.hpp>
#include <constprop/optimizers/sgd.hpp>
#include <constprop/optimizers/with.hpp>
#include <constprop/prune.hpp>
#include <constprop/prune_units.hpp>
#include <constprop/testing/gradient_error.hpp>

#endif  // CONSTPROP_CONSTPROP_HPP
