# Programs for the browser, each as <name>-<variant>.js and .wasm. Included for Emscripten only.
#
#   hourglass_page_program(SOURCES <files> LINKS <targets>)    the page's, as target hourglass-web
#   hourglass_bench_program(SOURCES <files> LINKS <targets>)   the measurements', hourglass-bench

# What both have in common. Threads are started before anything runs, as many as
# Module.trainingThreads says.
function(hourglass_web_module target name)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name}-${HOURGLASS_WEB_VARIANT} SUFFIX .js
                                             RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  target_link_options(
    ${target} PRIVATE
    -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker
    # the page's security policy knows no eval
    -sDYNAMIC_EXECUTION=0
    # Eigen keeps products' panels on the stack, and the default is 64 KB
    -sSTACK_SIZE=2MB
    # what the usual recipes need; larger ones let it grow up to what shell/web_limits.cpp keeps to
    -sINITIAL_MEMORY=96MB -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=384MB
    # by default it grows by a fifth, and never shrinks
    -sMEMORY_GROWTH_LINEAR_STEP=4MB
    # the warning is about JavaScript that works in this memory, and here little does
    -Wno-pthreads-mem-growth)
  if(HOURGLASS_WEB_VARIANT MATCHES "threads")
    target_link_options(
      ${target} PRIVATE
      -sDEFAULT_PTHREAD_STACK_SIZE=2MB -sALLOW_BLOCKING_ON_MAIN_THREAD=0
      "-sPTHREAD_POOL_SIZE=Module.trainingThreads" -sPTHREAD_POOL_SIZE_STRICT=2)
  endif()
endfunction()

function(hourglass_page_program)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "SOURCES;LINKS")
  hourglass_program(hourglass-web SOURCES ${arg_SOURCES} LINKS ${arg_LINKS})
  hourglass_web_module(hourglass-web hourglass)
  target_link_options(
    hourglass-web PRIVATE
    # functions to be called, no main
    --no-entry -sEXPORTED_RUNTIME_METHODS=wasmMemory
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sGL_ENABLE_GET_PROC_ADDRESS=1
    # what does not fit all the same is refused (web/engine.js), not the end of the program
    -sABORTING_MALLOC=0)
endfunction()

function(hourglass_bench_program)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "SOURCES;LINKS")
  hourglass_program(hourglass-bench SOURCES ${arg_SOURCES} LINKS ${arg_LINKS})
  hourglass_web_module(hourglass-bench hourglass-bench)
  # main() is called by web/bench/hourglass-worker.js, which reads the file that it writes
  target_link_options(hourglass-bench PRIVATE -sINVOKE_RUN=0 -sFORCE_FILESYSTEM
                                              -sEXPORTED_RUNTIME_METHODS=callMain,FS)
endfunction()
