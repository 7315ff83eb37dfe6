#include "training/session_worker.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "engine/random.h"

namespace hourglass {
namespace {

constexpr auto kPublishEvery = std::chrono::milliseconds(80);
constexpr double kSpeedWindow = 1.0;  // seconds over which the speed is smoothed
constexpr double kLongestRest = 1e6;  // seconds
constexpr std::int64_t kForever = std::numeric_limits<std::int64_t>::max();

// The first test image of each class in turn, then of each class again, until there are enough.
std::vector<std::uint32_t> probe_images(const ImageSet& set) {
  std::vector<std::uint32_t> chosen;
  std::array<bool, 256> seen{};
  const auto count = static_cast<std::size_t>(set.count());
  for (std::uint32_t i = 0; i < count && chosen.size() < Probe::kCount; ++i) {
    if (!std::exchange(seen[set.labels[i]], true)) chosen.push_back(i);
  }
  for (std::uint32_t i = 0; i < count && chosen.size() < Probe::kCount; ++i) {
    if (std::find(chosen.begin(), chosen.end(), i) == chosen.end()) chosen.push_back(i);
  }
  return chosen;
}

}  // namespace

SessionWorker::SessionWorker(int threads)
    : workers_(threads), data_(std::make_shared<const Dataset>()) {}

void SessionWorker::take(Command command) {
  ++taken_;
  changed_ = true;
  std::visit([this](auto& which) { carry_out(which); }, command);
}

void SessionWorker::refuse(std::string why) {
  refused_ = taken_;
  refusal_ = std::move(why);
}

bool SessionWorker::refuse_unfit(const Recipe& recipe, const Dataset& data) {
  if (auto valid = validate(recipe); !valid.ok()) {
    refuse(valid.error().message);
    return true;
  }
  if (data.train.count() > 0 && data.train.features() != recipe.network.inputs) {
    refuse("the images have " + std::to_string(data.train.features()) +
           " pixels, but the network has " + std::to_string(recipe.network.inputs) + " inputs");
    return true;
  }
  return false;
}

void SessionWorker::use(const Recipe& recipe, std::span<const float> parameters) {
  training_ = false;
  observer_.clear();
  recovery_.clear();
  trainer_.reset();  // a page has no memory for two of the large ones
  probe_pass_.reset();
  trainer_ = std::make_unique<Trainer>(recipe, data_, workers_);
  probe_pass_ = std::make_unique<Pass<float>>(trainer_->network(), Probe::kCount, false);
  if (!parameters.empty()) trainer_->set_parameters(parameters);
  if (ready()) observer_.begin(*trainer_, *data_);
}

void SessionWorker::carry_out(UseData& command) {
  if (!command.data || command.data->train.count() == 0 || command.data->test.count() == 0) {
    return refuse("the data hold no images: expected at least one to train on and one to test on");
  }
  if (!trainer_) {
    data_ = std::move(command.data);
    return;
  }
  if (refuse_unfit(trainer_->recipe(), *command.data)) return;
  observer_.clear();
  data_ = std::move(command.data);
  const std::vector<float> weights(trainer_->parameters().begin(), trainer_->parameters().end());
  use(Recipe(trainer_->recipe()), weights);
}

void SessionWorker::carry_out(UseRecipe& command) {
  if (!refuse_unfit(command.recipe, *data_)) use(command.recipe);
}

void SessionWorker::carry_out(UseModel& command) {
  if (refuse_unfit(command.recipe, *data_)) return;
  const std::int64_t expected = parameter_count(command.recipe.network);
  if (static_cast<std::int64_t>(command.parameters.size()) != expected) {
    return refuse("expected " + std::to_string(expected) + " weights for this network, got " +
                  std::to_string(command.parameters.size()));
  }
  use(command.recipe, command.parameters);
}

void SessionWorker::start(std::int64_t stop_at) {
  if (!trainer_) return refuse("there is no recipe to train yet");
  if (!ready()) return refuse("there are no images to train on yet");
  if (trainer_->finished()) trainer_->extend();
  if (trainer_->step() == 0) observer_.leave_start(*trainer_);
  recovery_.begin(*trainer_);
  stop_at_ = stop_at;
  if (!training_) {
    speed_since_ = next_step_ = Clock::now();
    speed_images_ = trainer_->images_trained();
  }
  training_ = true;
}

void SessionWorker::carry_out(Start&) { start(kForever); }

void SessionWorker::carry_out(Pause&) { training_ = false; }

void SessionWorker::carry_out(TrainSteps& command) {
  if (command.steps < 1) return refuse("expected a number of steps from 1 up");
  const std::int64_t now = trainer_ ? trainer_->step() : 0;
  start(command.steps > kForever - now ? kForever : now + command.steps);
}

void SessionWorker::carry_out(Reset& command) {
  if (!trainer_) return refuse("there is no recipe to reset yet");
  Recipe recipe = trainer_->recipe();
  recipe.seed = command.seed;
  use(recipe);
}

void SessionWorker::carry_out(SetLearningRate& command) {
  if (!trainer_) return refuse("there is no recipe to change yet");
  Recipe recipe = trainer_->recipe();
  recipe.optimizer.learning_rate = command.learning_rate;
  if (!refuse_unfit(recipe, *data_)) trainer_->set_learning_rate(command.learning_rate);
}

void SessionWorker::carry_out(SetNoise& command) {
  if (!trainer_) return refuse("there is no recipe to change yet");
  Recipe recipe = trainer_->recipe();
  set_noise(recipe, command.noise);
  if (refuse_unfit(recipe, *data_)) return;
  trainer_->set_noise(command.noise);
  recovery_.watch().forget_losses();
  if (ready() && !training_ && trainer_->step() == 0) observer_.measure_again(*trainer_);
}

void SessionWorker::carry_out(SetPace& command) {
  if (!(std::isfinite(command.steps_per_second) && command.steps_per_second >= 0)) {
    return refuse("expected a number of steps a second from 0 up");
  }
  pace_ = command.steps_per_second;
  next_step_ = Clock::now();
}

double SessionWorker::rest() const {
  if (observer_.busy()) return 0;
  if (!training_) return kIdle;
  if (pace_ == 0 || trainer_->evaluating()) return 0;
  return std::max(0.0, std::chrono::duration<double>(next_step_ - Clock::now()).count());
}

void SessionWorker::advance() {
  if (!observer_.busy()) return train();
  if (observer_.advance(*trainer_, workers_)) changed_ = true;
}

// An evaluation that is due belongs to the step before it, so it is done before a pause.
void SessionWorker::train() {
  if (pace_ > 0 && !trainer_->evaluating()) {
    const std::chrono::duration<double> rest(std::min(1 / pace_, kLongestRest));
    next_step_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(rest);
    changed_ = true;
  }
  const bool interval_over = trainer_->advance();
  if (recovery_.check(*trainer_, interval_over)) return stop();
  if (interval_over) {
    recovery_.watch().want_copy();
    observer_.look(*trainer_, *data_);
  }
  const bool reached = trainer_->step() >= stop_at_ && !trainer_->evaluating();
  if (reached || trainer_->finished()) stop();
}

void SessionWorker::stop() {
  training_ = false;
  changed_ = true;
}

bool SessionWorker::due() const {
  return changed_ || (training_ && pace_ == 0 && Clock::now() - published_ >= kPublishEvery);
}

void SessionWorker::measure_speed() {
  const auto now = Clock::now();
  const double seconds = std::chrono::duration<double>(now - speed_since_).count();
  const std::int64_t images = trainer_->images_trained();
  if (seconds <= 0) return;
  const double speed = static_cast<double>(images - speed_images_) / seconds;
  const double weight = images_per_second_ == 0 ? 1 : std::min(1.0, seconds / kSpeedWindow);
  images_per_second_ += weight * (speed - images_per_second_);
  speed_since_ = now;
  speed_images_ = images;
}

void SessionWorker::fill(Snapshot& snapshot) {
  if (trainer_ && recovery_.check_weights(*trainer_)) stop();
  changed_ = false;
  published_ = Clock::now();
  snapshot.commands_taken = taken_;
  snapshot.refused_command = refused_;
  snapshot.refusal = refusal_;
  snapshot.data = data_->train.count() > 0 ? data_ : nullptr;
  snapshot.data_origin = data_->origin;
  snapshot.data_synthetic = data_->synthetic;
  snapshot.train_images = data_->train.count();
  snapshot.test_images = data_->test.count();
  snapshot.pace = pace_;
  snapshot.state = RunState::waiting;
  if (trainer_) fill_run(snapshot);
}

void SessionWorker::fill_run(Snapshot& snapshot) {
  if (training_)
    measure_speed();
  else
    images_per_second_ = 0;
  snapshot.images_per_second = images_per_second_;
  if (ready()) {
    snapshot.state = training_              ? RunState::training
                     : trainer_->finished() ? RunState::finished
                                            : RunState::paused;
  }
  snapshot.recipe = trainer_->recipe();
  snapshot.parameters.assign(trainer_->parameters().begin(), trainer_->parameters().end());
  snapshot.step = trainer_->step();
  snapshot.total_steps = trainer_->total_steps();
  snapshot.epoch = trainer_->epoch();
  snapshot.history = trainer_->history();
  snapshot.train_loss = std::numeric_limits<double>::quiet_NaN();
  snapshot.test_loss = observer_.start_loss();
  for (const HistoryPoint& point : trainer_->history().points()) {
    snapshot.train_loss = point.train_loss;
    if (!std::isnan(point.test_loss)) snapshot.test_loss = point.test_loss;
  }
  snapshot.survey = observer_.survey();
  snapshot.moments = observer_.moments();
  snapshot.divergences = recovery_.count();
  snapshot.divergence = recovery_.sentence();
  fill_probe(snapshot.probe);
  want_copy();
}

// Of the next sound weights, now that those at hand are shown: once in a while.
void SessionWorker::want_copy() {
  if (!training_ || published_ - copy_wanted_ < kPublishEvery) return;
  copy_wanted_ = published_;
  recovery_.watch().want_copy();
}

void SessionWorker::fill_probe(Probe& probe) {
  const auto images = probe_images(data_->test);
  const auto columns = static_cast<Index>(images.size());
  const Recipe& recipe = trainer_->recipe();
  for (Matrix<float>* matrix : {&probe.original, &probe.noisy, &probe.reconstructed}) {
    matrix->resize(recipe.network.inputs, columns);
  }
  if (columns == 0) return;
  gather(data_->test, images, probe.original, workers_);
  corrupt(recipe.test_noise, {recipe.seed, stream_id(Stream::picks)}, probe.original, probe.noisy,
          workers_);
  trainer_->network().reconstruct(trainer_->parameters().data(), probe.noisy, *probe_pass_,
                                  probe.reconstructed, workers_);
}

}  // namespace hourglass
