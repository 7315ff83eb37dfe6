# Third-party libraries, one target each, always the versions of dependencies.lock:
#
#   hourglass::eigen  hourglass::json  hourglass::zlib   part of the installed package
#   hourglass::cli11  hourglass::stb                     command line; PNG and the like
#   hourglass::imgui  hourglass::imgui_sdl2  hourglass::sdl2   the laboratory and its window
#   hourglass::gtest                                     tests (GoogleTest, GoogleMock and their main)
#   hourglass::benchmark                                 bench/ (Google Benchmark)
#
# Sources come from the cache that scripts/setup fills; what is not there is fetched from upstream.
include(FetchContent)
include(${CMAKE_CURRENT_LIST_DIR}/cache_dir.cmake)

# Of a tree: SHA-256 of what sha256sum says of its C++ files. The same in scripts/lib/sources.sh.
function(hourglass_files_sha256 variable folder)
  file(GLOB files RELATIVE ${folder} ${folder}/*.cpp ${folder}/*.h ${folder}/backends/*.cpp
       ${folder}/backends/*.h)
  list(SORT files)
  set(list)
  foreach(file IN LISTS files)
    file(SHA256 ${folder}/${file} sha256)
    string(APPEND list "${sha256}  ${file}\n")
  endforeach()
  string(SHA256 sha256 "${list}")
  set(${variable} ${sha256} PARENT_SCOPE)
endfunction()

# Sets <name>_SOURCE_DIR and <name>_VERSION in the caller's scope.
function(hourglass_fetch name)
  file(STRINGS ${PROJECT_SOURCE_DIR}/cmake/dependencies.lock row REGEX "^${name} ")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
               ${PROJECT_SOURCE_DIR}/cmake/dependencies.lock)
  string(REGEX REPLACE " +" ";" row "${row}")
  list(GET row 1 version)
  list(GET row 4 url)
  list(GET row 5 sha256)
  set(cached ${HOURGLASS_CACHE_DIR}/src/${name}-${version})
  if(EXISTS ${cached}/.complete)
    set(source_dir ${cached})
  else()
    set(hash URL_HASH SHA256=${sha256})
    if(sha256 MATCHES "^files:")
      set(hash)
    endif()
    # The subfolder does not exist: unpack only, the library's own CMake project is not used.
    FetchContent_Declare(hourglass_${name} URL ${url} ${hash} DOWNLOAD_EXTRACT_TIMESTAMP OFF
                                                              SOURCE_SUBDIR none)
    FetchContent_MakeAvailable(hourglass_${name})
    set(source_dir ${hourglass_${name}_SOURCE_DIR})
    if(sha256 MATCHES "^files:")
      hourglass_files_sha256(files ${source_dir})
      if(NOT sha256 STREQUAL "files:${files}")
        message(FATAL_ERROR "${url} does not have the SHA-256 of cmake/dependencies.lock")
      endif()
    endif()
  endif()
  set(${name}_SOURCE_DIR ${source_dir} PARENT_SCOPE)
  set(${name}_VERSION ${version} PARENT_SCOPE)
endfunction()

# A header-only library; with INSTALL <folders in source_dir/include_dir> part of the package.
function(hourglass_header_library name include_dir)
  cmake_parse_arguments(arg "" "" "INSTALL" ${ARGN})
  add_library(hourglass_${name} INTERFACE)
  add_library(hourglass::${name} ALIAS hourglass_${name})
  target_include_directories(hourglass_${name} SYSTEM
                             INTERFACE $<BUILD_INTERFACE:${include_dir}>)
  if(arg_INSTALL)
    set(destination ${CMAKE_INSTALL_INCLUDEDIR}/hourglass/third_party)
    target_include_directories(hourglass_${name} SYSTEM
                               INTERFACE $<INSTALL_INTERFACE:${destination}>)
    set_target_properties(hourglass_${name} PROPERTIES EXPORT_NAME ${name})
    install(TARGETS hourglass_${name} EXPORT hourglassTargets)
    foreach(folder IN LISTS arg_INSTALL)
      install(DIRECTORY ${include_dir}/${folder} DESTINATION ${destination})
    endforeach()
  endif()
endfunction()

# --- Eigen: every object that includes it must be compiled with the same flags (its types' layout and
# its inline functions depend on them), so they travel with the target.
hourglass_fetch(eigen)
hourglass_header_library(eigen ${eigen_SOURCE_DIR} INSTALL Eigen)
target_compile_definitions(
  hourglass_eigen
  INTERFACE EIGEN_MAX_ALIGN_BYTES=64 # not the compiler's idea of the CPU: an ABI for all consumers
            EIGEN_STACK_ALLOCATION_LIMIT=1048576 EIGEN_DONT_PARALLELIZE EIGEN_MPL2_ONLY
            # No faster on our shapes than Eigen's usual kernels, and minutes to compile.
            EIGEN_USE_AVX512_GEMM_KERNELS=0)
if(EMSCRIPTEN)
  # Eigen's SSE path, translated to wasm SIMD; Eigen takes wasm32 for an x86 with 8 registers.
  target_compile_options(hourglass_eigen
                         INTERFACE -msse4.2 -DEIGEN_ARCH_DEFAULT_NUMBER_OF_REGISTERS=16)
elseif(HOURGLASS_NATIVE_ARCH)
  target_compile_options(hourglass_eigen INTERFACE $<BUILD_INTERFACE:-march=native>)
endif()

hourglass_fetch(json)
hourglass_header_library(json ${json_SOURCE_DIR}/include INSTALL nlohmann)

hourglass_fetch(stb)
hourglass_header_library(stb ${stb_SOURCE_DIR})

# --- zlib, without its file functions
hourglass_fetch(zlib)
add_library(hourglass_zlib STATIC)
add_library(hourglass::zlib ALIAS hourglass_zlib)
foreach(source adler32 compress crc32 deflate inffast inflate inftrees trees uncompr zutil)
  target_sources(hourglass_zlib PRIVATE ${zlib_SOURCE_DIR}/${source}.c)
endforeach()
target_include_directories(hourglass_zlib SYSTEM PUBLIC $<BUILD_INTERFACE:${zlib_SOURCE_DIR}>)
set_target_properties(hourglass_zlib PROPERTIES EXPORT_NAME zlib)
if(NOT EMSCRIPTEN)
  set_target_properties(hourglass_zlib PROPERTIES POSITION_INDEPENDENT_CODE ON)
endif()
install(TARGETS hourglass_zlib EXPORT hourglassTargets)

if(HOURGLASS_HOST_TOOLS_ONLY)
  return()
endif()

if(NOT EMSCRIPTEN)
  hourglass_fetch(cli11)
  hourglass_header_library(cli11 ${cli11_SOURCE_DIR}/include)
endif()

# --- the window: SDL2, OpenGL ES 3 and Dear ImGui
if(EMSCRIPTEN OR HOURGLASS_DESKTOP)
  hourglass_fetch(sdl2)
  if(EMSCRIPTEN)
    include(${CMAKE_CURRENT_LIST_DIR}/sdl2_web.cmake)
  else()
    include(${CMAKE_CURRENT_LIST_DIR}/sdl2_native.cmake)
  endif()

  hourglass_fetch(imgui)
  add_library(hourglass_imgui STATIC)
  add_library(hourglass::imgui ALIAS hourglass_imgui)
  foreach(source imgui imgui_draw imgui_tables imgui_widgets)
    target_sources(hourglass_imgui PRIVATE ${imgui_SOURCE_DIR}/${source}.cpp)
  endforeach()
  target_include_directories(hourglass_imgui SYSTEM PUBLIC ${imgui_SOURCE_DIR})
  target_compile_definitions(hourglass_imgui PUBLIC IMGUI_DISABLE_OBSOLETE_FUNCTIONS
                                                    IMGUI_IMPL_OPENGL_ES3)

  add_library(hourglass_imgui_sdl2 STATIC ${imgui_SOURCE_DIR}/backends/imgui_impl_sdl2.cpp
                                          ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp
                                          ${PROJECT_SOURCE_DIR}/src/shell/imgui_gl_state.cpp)
  set_source_files_properties(${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp
                              PROPERTIES COMPILE_DEFINITIONS glGetIntegerv=hourglass_gl_state)
  add_library(hourglass::imgui_sdl2 ALIAS hourglass_imgui_sdl2)
  target_include_directories(hourglass_imgui_sdl2 SYSTEM PUBLIC ${imgui_SOURCE_DIR}/backends)
  target_link_libraries(hourglass_imgui_sdl2 PUBLIC hourglass::imgui hourglass::sdl2)
  foreach(target hourglass_imgui hourglass_imgui_sdl2)
    if(EMSCRIPTEN)
      target_compile_options(${target} PRIVATE -fno-exceptions -fno-rtti)
    endif()
  endforeach()
endif()

# --- GoogleTest, compiled with the flags (and sanitizers) of the tests
if(BUILD_TESTING AND NOT EMSCRIPTEN)
  hourglass_fetch(googletest)
  find_package(Threads REQUIRED)
  add_library(hourglass_gtest STATIC ${googletest_SOURCE_DIR}/googletest/src/gtest-all.cc
                                     ${googletest_SOURCE_DIR}/googlemock/src/gmock-all.cc
                                     ${googletest_SOURCE_DIR}/googlemock/src/gmock_main.cc)
  add_library(hourglass::gtest ALIAS hourglass_gtest)
  foreach(part googletest googlemock)
    target_include_directories(hourglass_gtest SYSTEM PUBLIC ${googletest_SOURCE_DIR}/${part}/include)
    target_include_directories(hourglass_gtest PRIVATE ${googletest_SOURCE_DIR}/${part})
  endforeach()
  target_link_libraries(hourglass_gtest PUBLIC Threads::Threads)
endif()

# --- Google Benchmark, also for the page: the same measurements everywhere
if(HOURGLASS_BENCH)
  hourglass_fetch(benchmark)
  file(GLOB sources ${benchmark_SOURCE_DIR}/src/*.cc)
  list(REMOVE_ITEM sources ${benchmark_SOURCE_DIR}/src/benchmark_main.cc)
  add_library(hourglass_benchmark STATIC EXCLUDE_FROM_ALL ${sources})
  add_library(hourglass::benchmark ALIAS hourglass_benchmark)
  target_include_directories(hourglass_benchmark SYSTEM PUBLIC ${benchmark_SOURCE_DIR}/include)
  target_compile_definitions(hourglass_benchmark PUBLIC BENCHMARK_STATIC_DEFINE
                             PRIVATE HAVE_STEADY_CLOCK HAVE_POSIX_REGEX
                                     BENCHMARK_VERSION="${benchmark_VERSION}")
  if(EMSCRIPTEN)
    target_compile_options(hourglass_benchmark PRIVATE -fno-exceptions)
  else()
    find_package(Threads REQUIRED)
    target_link_libraries(hourglass_benchmark PUBLIC Threads::Threads)
  endif()
endif()
