#include "cli/killed.h"

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

namespace hourglass {
namespace {

// Waits, stopped and traced, for its first PTRACE_SYSCALL.
pid_t start_traced(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t id = fork();
  if (id != 0) return id;
  const int nowhere = open("/dev/null", O_WRONLY);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  raise(SIGSTOP);
  execv(argv[0], argv.data());
  _exit(127);
}

// Whether the program has stopped at the beginning of a call, which is then filled in.
bool at_call(pid_t program, int status, SystemCall& call) {
  __ptrace_syscall_info info{};
  if (WSTOPSIG(status) != (SIGTRAP | 0x80)) return false;
  if (ptrace(PTRACE_GET_SYSCALL_INFO, program, sizeof info, &info) <= 0) return false;
  if (info.op != PTRACE_SYSCALL_INFO_ENTRY) return false;
  call.number = info.entry.nr;
  std::copy(std::begin(info.entry.args), std::end(info.entry.args), call.arguments.begin());
  return true;
}

}  // namespace

End run_and_kill(const std::vector<std::string>& arguments,
                 const std::function<bool(const SystemCall&)>& at) {
  std::vector<std::string> words{HOURGLASS_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const pid_t program = start_traced(std::move(words));
  int status = 0;
  waitpid(program, &status, 0);
  const bool traced = WIFSTOPPED(status) && ptrace(PTRACE_SETOPTIONS, program, nullptr,
                                                   PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) == 0;
  bool killed = !traced;
  if (killed) kill(program, SIGKILL);
  int signal = 0;
  while (WIFSTOPPED(status)) {
    SystemCall call;
    if (!killed && at_call(program, status, call) && at(call)) {
      kill(program, SIGKILL);
      killed = true;
    }
    ptrace(PTRACE_SYSCALL, program, nullptr, signal);
    if (waitpid(program, &status, 0) < 0) break;
    const int stop = WIFSTOPPED(status) ? WSTOPSIG(status) & 0x7f : 0;
    signal = stop == SIGTRAP || stop == SIGSTOP ? 0 : stop;
  }
  if (!traced) return End::not_traceable;
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? End::killed : End::by_itself;
}

}  // namespace hourglass
