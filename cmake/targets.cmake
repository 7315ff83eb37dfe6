# How the folders of src/ and tests/ declare what they build. Sources are listed one by one, relative
# to the folder; LINKS names what the headers or sources use, and hands it on to users of the library.
#
#   src/engine/CMakeLists.txt   hourglass_library(engine SOURCES network.cpp ... LINKS hourglass::eigen)
#   src/cli/CMakeLists.txt      hourglass_program(hourglass SOURCES main.cpp ... LINKS hourglass::training)
#   tests/engine/CMakeLists.txt hourglass_test(engine SOURCES network_test.cpp ... LINKS hourglass::engine)
#
# hourglass_library(x) makes the static library hourglass_x, known to others as hourglass::x, with src/ in
# the include path ("engine/network.h"). INSTALL adds it, with its headers, to the installed package.
# hourglass_program(x) makes the program x. hourglass_test(x) makes the program x_tests with GoogleTest's
# main (hourglass::gtest) and gives every test in it to ctest, under the label x; with TOGETHER as one,
# where their inputs take longer than the tests. Tests know HOURGLASS_SOURCE_DIR, the root of the
# repository, for example for tests/golden.
# hourglass_counting_test(x) is one whose tests count every allocation of their process
# (tests/support/allocations.h); not with ThreadSanitizer, whose operator new they cannot replace.
include(GoogleTest)

function(hourglass_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "INSTALL" "" "SOURCES;LINKS")
  set(target hourglass_${name})
  add_library(${target} STATIC ${arg_SOURCES})
  add_library(hourglass::${name} ALIAS ${target})
  target_include_directories(
    ${target} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>
                     $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
                     $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/hourglass>)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(${target} PUBLIC ${arg_LINKS} PRIVATE $<BUILD_INTERFACE:hourglass_options>)
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  if(NOT EMSCRIPTEN) # there it would cost speed and serve nothing
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  endif()
  if(HOURGLASS_SANITIZE AND arg_INSTALL) # what computes: tests take a third of the time, compiling little more
    target_compile_options(${target} PRIVATE -O2)
  endif()
  if(arg_INSTALL)
    install(TARGETS ${target} EXPORT hourglassTargets)
    install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
            DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/hourglass FILES_MATCHING PATTERN "*.h")
  endif()
endfunction()

function(hourglass_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PRIVATE ${arg_LINKS} hourglass_options)
endfunction()

function(hourglass_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "TOGETHER" "" "SOURCES;LINKS")
  set(target ${name}_tests)
  add_executable(${target} ${arg_SOURCES})
  # tests/ for helpers that several folders of tests share
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src
                                               ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${target} PRIVATE ${arg_LINKS} hourglass::gtest hourglass_options)
  if(NOT HOURGLASS_SANITIZE) # compiled in two thirds of the time, and run once
    target_compile_options(${target} PRIVATE -O1)
  endif()
  target_compile_definitions(${target} PRIVATE HOURGLASS_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(arg_TOGETHER)
    add_test(NAME ${name} COMMAND ${target})
    set_tests_properties(${name} PROPERTIES LABELS ${name} TIMEOUT 300)
  else()
    gtest_discover_tests(${target} TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST
                         DISCOVERY_TIMEOUT 60 PROPERTIES LABELS ${name} TIMEOUT 300)
  endif()
endfunction()

function(hourglass_counting_test name)
  if(HOURGLASS_SANITIZE STREQUAL "thread")
    return()
  endif()
  hourglass_test(${name} ${ARGN})
  set(counter ${PROJECT_SOURCE_DIR}/tests/support/allocations.cpp)
  target_sources(${name}_tests PRIVATE ${counter})
  foreach(function malloc calloc realloc free)
    target_link_options(${name}_tests PRIVATE LINKER:--wrap=${function})
  endforeach()
  # its operator new must not be seen by others
  set_source_files_properties(${counter} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
