# hourglass_page_program(SOURCES <files> LINKS <targets>): the program of the page, hourglass-<variant>.js
# and .wasm, as target hourglass-web. Included for Emscripten only.
function(hourglass_page_program)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "SOURCES;LINKS")
  hourglass_program(hourglass-web SOURCES ${arg_SOURCES} LINKS ${arg_LINKS})
  set_target_properties(
    hourglass-web PROPERTIES OUTPUT_NAME hourglass-${HOURGLASS_WEB_VARIANT} SUFFIX .js
                             RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  target_link_options(
    hourglass-web PRIVATE
    -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker
    # functions to be called, no main; the page's security policy knows no eval
    --no-entry -sEXPORTED_RUNTIME_METHODS=wasmMemory -sDYNAMIC_EXECUTION=0
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sGL_ENABLE_GET_PROC_ADDRESS=1
    # Eigen keeps products' panels on the stack, and the default is 64 KB
    -sSTACK_SIZE=2MB
    # what the usual recipes need; larger ones let it grow up to what shell/web_limits.cpp keeps to
    -sINITIAL_MEMORY=96MB -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=384MB
    # the warning is about JavaScript that works in this memory, and here little does
    -Wno-pthreads-mem-growth
    # what does not fit all the same is refused (web/engine.js), not the end of the program
    -sABORTING_MALLOC=0)
  if(HOURGLASS_WEB_VARIANT MATCHES "threads")
    target_link_options(
      hourglass-web PRIVATE
      -sDEFAULT_PTHREAD_STACK_SIZE=2MB -sALLOW_BLOCKING_ON_MAIN_THREAD=0
      # as many as web/loader.js says
      "-sPTHREAD_POOL_SIZE=Module.trainingThreads" -sPTHREAD_POOL_SIZE_STRICT=2)
  endif()
endfunction()
