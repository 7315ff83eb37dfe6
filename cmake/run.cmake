# hourglass_run(<log> <command> <argument>...) for scripts of CMake: what it prints is in the log, and shown
# where it fails, which ends the script.
function(hourglass_run log)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  file(WRITE ${log} "${output}")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${output}\nfailed: ${ARGN}")
  endif()
endfunction()
