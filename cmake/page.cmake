# Target `page`: the folder HOURGLASS_PAGE_DIR as a web server serves it, with the variant of this build
# beside those of other builds:
#
#   index.html ...               web/index.html, sealed by web/seal.mjs; web/*.{css,svg}
#   main.js                       web/main.js and its modules as one script: web/bundle.mjs
#   hourglass-<variant>.js/.wasm  one pair for each variant built so far
#   weights/                     pretrained weights of assets/weights
#   lessons/                     assets/lessons
#   fonts/                       assets/fonts
#   data/                        the digits: pack_digits.cmake; data/all/: all of MNIST
#   manifest.json                {version, variants, files, data}: assemble_page.cmake
#   hourglass.html                all of it in one file: web/single-file.mjs
#   *.br, *.gz                    the files compressed: web/compress.mjs
#
# MNIST is looked for at build time (mnist.cmake): in $MNIST_DIR, or in -DMNIST_DIR=...
if(NOT TARGET hourglass-web)
  return()
endif()
set(HOURGLASS_PAGE_DIR ${PROJECT_SOURCE_DIR}/build/page CACHE PATH "Where the page is put together")
set(MNIST_DIR "" CACHE PATH "Folder with MNIST's four IDX files, plain or .gz")

# While the program is compiled: it has a compiler of its own.
add_custom_target(
  page-digits
  COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DPARTS=${HOURGLASS_PAGE_DIR}.parts
          -DMNIST_DIR=${MNIST_DIR} -P ${PROJECT_SOURCE_DIR}/cmake/pack_digits.cmake
  COMMENT "Looking for digits"
  VERBATIM)

function(hourglass_page_target target program folder)
  add_custom_target(
    ${target} ${ARGN}
    COMMAND
      ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DPAGE=${folder}
      -DPARTS=${HOURGLASS_PAGE_DIR}.parts -DVARIANT=${HOURGLASS_WEB_VARIANT}
      -DPROGRAM=$<TARGET_FILE_DIR:${program}> -DVERSION=${PROJECT_VERSION} -P
      ${PROJECT_SOURCE_DIR}/cmake/assemble_page.cmake
    DEPENDS ${program} page-digits
    COMMENT "Putting the page together in ${folder}"
    USES_TERMINAL VERBATIM)
endfunction()

hourglass_page_target(page hourglass-web ${HOURGLASS_PAGE_DIR} ALL)
# The same with the program that checks itself, for tests.
hourglass_page_target(page-checked hourglass-web-checked ${HOURGLASS_PAGE_DIR}-checked)
