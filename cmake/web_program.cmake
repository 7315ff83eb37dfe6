# Programs for the browser, each as <name>-<variant>.js and .wasm. Included for Emscripten only.
#
#   hourglass_page_program(SOURCES <files> LINKS <targets>)    the page's, as target hourglass-web, and
#                                                              hourglass-web-checked: it looks at every
#                                                              access to memory and tells of a fault
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
    # Without a limit all of a frame becomes one function, and the browser's optimising compiler, in
    # whose work the first strokes are drawn, takes three times as long.
    -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=200
    # by default it grows by a fifth, and never shrinks
    -sMEMORY_GROWTH_LINEAR_STEP=4MB
    # the warning is about JavaScript that works in this memory, and here little does
    -Wno-pthreads-mem-growth)
  if(HOURGLASS_WEB_VARIANT MATCHES "threads")
    # two threads more than the session's: the second model's (lab/rival.h), and what the page has
    # computed beside (lab/pca_reference.h)
    target_link_options(
      ${target} PRIVATE
      -sDEFAULT_PTHREAD_STACK_SIZE=2MB -sALLOW_BLOCKING_ON_MAIN_THREAD=0
      "-sPTHREAD_POOL_SIZE=Module.trainingThreads+2" -sPTHREAD_POOL_SIZE_STRICT=2)
  endif()
endfunction()

function(hourglass_page_program)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "SOURCES;LINKS")
  hourglass_program(hourglass-web SOURCES ${arg_SOURCES} LINKS ${arg_LINKS})
  add_executable(hourglass-web-checked EXCLUDE_FROM_ALL $<TARGET_OBJECTS:hourglass-web>)
  target_link_libraries(hourglass-web-checked PRIVATE ${arg_LINKS})
  foreach(target hourglass-web hourglass-web-checked)
    hourglass_web_module(${target} hourglass)
    target_link_options(
      ${target} PRIVATE
      # functions to be called, no main
      --no-entry -sEXPORTED_RUNTIME_METHODS=wasmMemory
      -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sGL_ENABLE_GET_PROC_ADDRESS=1
      # what does not fit all the same is refused (web/engine.js), not the end of the program
      -sABORTING_MALLOC=0)
  endforeach()
  set_target_properties(
    hourglass-web-checked PROPERTIES LINKER_LANGUAGE CXX
                                     RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin/checked)
  target_link_options(hourglass-web-checked PRIVATE -sASSERTIONS=2 -sSAFE_HEAP=1)
endfunction()

function(hourglass_bench_program)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "SOURCES;LINKS")
  hourglass_program(hourglass-bench SOURCES ${arg_SOURCES} LINKS ${arg_LINKS})
  hourglass_web_module(hourglass-bench hourglass-bench)
  # main() is called by web/bench/hourglass-worker.js, which reads the file that it writes
  target_link_options(hourglass-bench PRIVATE -sINVOKE_RUN=0 -sFORCE_FILESYSTEM
                                              -sEXPORTED_RUNTIME_METHODS=callMain,FS)
endfunction()
