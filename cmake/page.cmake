# Target `page`: the folder HOURGLASS_PAGE_DIR as a web server serves it, with the variant of this build
# beside those of other builds:
#
#   index.html ...               web/index.html, web/*.{css,js,svg}
#   hourglass-<variant>.js/.wasm  one pair for each variant built so far
#   weights/                     pretrained weights of assets/weights
#   data/                        the digits, packed by hourglass-pack
#   manifest.json                {version, variants, files, data}: assemble_page.cmake
#
# MNIST is looked for at build time (mnist.cmake): in $MNIST_DIR, or in -DMNIST_DIR=...
if(NOT TARGET hourglass-web)
  return()
endif()
set(HOURGLASS_PAGE_DIR ${PROJECT_SOURCE_DIR}/build/page CACHE PATH "Where the page is put together")
set(MNIST_DIR "" CACHE PATH "Folder with MNIST's four IDX files, plain or .gz")

add_custom_target(
  page ALL
  COMMAND
    ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DPAGE=${HOURGLASS_PAGE_DIR}
    -DVARIANT=${HOURGLASS_WEB_VARIANT} -DPROGRAM=$<TARGET_FILE_DIR:hourglass-web>
    -DMNIST_DIR=${MNIST_DIR} -DVERSION=${PROJECT_VERSION} -P
    ${PROJECT_SOURCE_DIR}/cmake/assemble_page.cmake
  DEPENDS hourglass-web
  COMMENT "Putting the page together in ${HOURGLASS_PAGE_DIR}"
  USES_TERMINAL VERBATIM)
