#include "cli/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
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

struct Signal {
  std::string at;  // text on standard error; empty: none is sent
  int number = 0;
  std::string id_file;  // holds the process that gets it; empty: the program does
};

Outcome run(const std::string& program, const std::vector<std::string>& arguments,
            const Signal& signal = {}) {
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  Outcome outcome;
  const Process process = start(std::move(words));
  bool signalled = signal.at.empty();
  pollfd pipes[] = {{process.out, POLLIN, 0}, {process.err, POLLIN, 0}};
  while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
    poll(pipes, 2, -1);
    if (pipes[0].revents != 0 && !read_some(pipes[0].fd, outcome.out)) pipes[0].fd = -1;
    if (pipes[1].revents != 0 && !read_some(pipes[1].fd, outcome.err)) pipes[1].fd = -1;
    if (!signalled && outcome.err.find(signal.at) != std::string::npos) {
      pid_t target = process.id;
      if (!signal.id_file.empty()) std::ifstream(signal.id_file) >> target;
      kill(target, signal.number);
      signalled = true;
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

Outcome run_and_signal(const std::vector<std::string>& arguments, const std::string& text,
                       int signal) {
  return run(HOURGLASS_PROGRAM, arguments, {text, signal, ""});
}

Outcome run_and_signal(const std::string& name, const std::vector<std::string>& arguments,
                       const std::string& text, int signal, const std::string& id_file) {
  return run(name, arguments, {text, signal, id_file});
}

}  // namespace hourglass
