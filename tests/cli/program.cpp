#include "cli/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <functional>
#include <utility>

namespace hourglass {
namespace {

struct Process {
  pid_t id = -1;
  int out = -1;
  int err = -1;
};

Process start(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  int out[2], err[2];
  if (pipe(out) != 0 || pipe(err) != 0) return {};
  fcntl(err[1], F_SETPIPE_SZ, 4096);
  const pid_t id = fork();
  if (id == 0) {
    dup2(out[1], STDOUT_FILENO);
    dup2(err[1], STDERR_FILENO);
    for (int end : {out[0], out[1], err[0], err[1]}) close(end);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  close(out[1]);
  close(err[1]);
  return {id, out[0], err[0]};
}

// Reads once from a pipe; false at its end.
bool read_some(int pipe, std::string& text) {
  std::array<char, 4096> piece;
  const ssize_t got = read(pipe, piece.data(), piece.size());
  if (got > 0) text.append(piece.data(), static_cast<std::size_t>(got));
  return got > 0;
}

struct Event {
  std::string at;  // text on standard error; empty: there is none
  std::function<void(pid_t program)> then;
};

Outcome run(const std::string& program, const std::vector<std::string>& arguments,
            const Event& event = {}) {
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  Outcome outcome;
  const Process process = start(std::move(words));
  bool over = event.at.empty();
  pollfd pipes[] = {{process.out, POLLIN, 0}, {process.err, POLLIN, 0}};
  while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
    poll(pipes, 2, -1);
    if (pipes[0].revents != 0 && !read_some(pipes[0].fd, outcome.out)) pipes[0].fd = -1;
    if (pipes[1].revents != 0 && !read_some(pipes[1].fd, outcome.err)) pipes[1].fd = -1;
    if (!over && outcome.err.find(event.at) != std::string::npos) {
      event.then(process.id);
      over = true;
    }
  }
  close(process.out);
  close(process.err);
  int status = 0;
  waitpid(process.id, &status, 0);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return outcome;
}

}  // namespace

Outcome run_hourglass(const std::vector<std::string>& arguments) {
  return run(HOURGLASS_PROGRAM, arguments);
}

Outcome run_program(const std::string& name, const std::vector<std::string>& arguments) {
  return run(name, arguments);
}

Outcome run_and_then(const std::vector<std::string>& arguments, const std::string& text,
                     const std::function<void(pid_t program)>& then) {
  return run(HOURGLASS_PROGRAM, arguments, {text, then});
}

Outcome run_and_signal(const std::vector<std::string>& arguments, const std::string& text,
                       int signal) {
  return run_and_then(arguments, text, [signal](pid_t program) { kill(program, signal); });
}

Outcome run_and_signal(const std::string& name, const std::vector<std::string>& arguments,
                       const std::string& text, int signal, const std::string& id_file) {
  const auto signal_other = [&](pid_t) {
    pid_t target = -1;
    if (std::ifstream(id_file) >> target) kill(target, signal);
  };
  return run(name, arguments, {text, signal_other});
}

}  // namespace hourglass
