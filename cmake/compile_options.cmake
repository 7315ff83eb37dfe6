# Flags of a whole build (sanitizers, web variant) and the warnings of our own code, which every target
# made by targets.cmake gets through hourglass_options.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

if(HOURGLASS_SANITIZE)
  set(sanitize -fsanitize=${HOURGLASS_SANITIZE} -fno-omit-frame-pointer)
  add_compile_options(${sanitize} -fno-sanitize-recover=all
                      $<$<CXX_COMPILER_ID:Clang>:-fsanitize-ignorelist=${CMAKE_CURRENT_LIST_DIR}/sanitizers.ignore>)
  add_link_options(${sanitize})
  add_compile_definitions($<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
endif()

if(EMSCRIPTEN)
  if(NOT HOURGLASS_WEB_VARIANT MATCHES "^(relaxed-threads|simd-threads|simd)$")
    message(FATAL_ERROR "HOURGLASS_WEB_VARIANT is '${HOURGLASS_WEB_VARIANT}'; expected "
                        "relaxed-threads, simd-threads or simd")
  endif()
  add_compile_options(-msimd128)
  # For what is computed most, by target: all else is the same as in the variant without, and compiled
  # once for both where there is a cache of what has been compiled.
  if(HOURGLASS_WEB_VARIANT MATCHES "relaxed")
    set(HOURGLASS_RELAXED_SIMD -mrelaxed-simd -ffp-contract=fast)
  endif()
  if(HOURGLASS_WEB_VARIANT MATCHES "threads")
    add_compile_options(-pthread)
    add_link_options(-pthread)
  endif()
endif()

add_library(hourglass_options INTERFACE)
target_compile_options(hourglass_options INTERFACE -Wall -Wextra -Wconversion -Wshadow
  # nobody reads errno or floating-point traps after a square root: loops with one can be vectorised
  -fno-math-errno -fno-trapping-math)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # GCC's -Wconversion leaves signs alone in C++; the same rule for every compiler.
  target_compile_options(hourglass_options INTERFACE -Wno-sign-conversion)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # False alarms from its own headers: https://gcc.gnu.org/PR105593 (AVX-512), PR105651 (std::string)
  target_compile_options(hourglass_options INTERFACE -Wno-uninitialized -Wno-maybe-uninitialized
                                                     -Wno-restrict)
endif()
if(HOURGLASS_WERROR)
  target_compile_options(hourglass_options INTERFACE -Werror)
endif()
if(EMSCRIPTEN)
  target_compile_options(hourglass_options INTERFACE -fno-exceptions -fno-rtti)
endif()
