# Run by the target `page-digits` with SOURCE, PARTS and MNIST_DIR: PARTS/digits gets the page's digits, a
# stratified subset as standard IDX .gz files, and data.json, which says what they are (origin, synthetic,
# train, test). Where they are of MNIST, PARTS/mnist gets all of it in the same form. The packing is done by
# hourglass-pack, compiled for this machine from the same project.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/mnist.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
file(MAKE_DIRECTORY ${PARTS})
file(LOCK ${PARTS} DIRECTORY) # builds of other variants write the same folders

set(host ${PARTS}/host)
if(NOT EXISTS ${host}/build.ninja)
  hourglass_run(${PARTS}/host-configure.log ${CMAKE_COMMAND} -S ${SOURCE} -B ${host} -G Ninja
                -DCMAKE_BUILD_TYPE=Release -DHOURGLASS_HOST_TOOLS_ONLY=ON -DBUILD_TESTING=OFF
                -DHOURGLASS_NATIVE_ARCH=OFF -DHOURGLASS_UNITY=ON)
endif()
hourglass_run(${PARTS}/host-build.log ${CMAKE_COMMAND} --build ${host} --target hourglass-pack)

if(NOT MNIST_DIR)
  set(MNIST_DIR "$ENV{MNIST_DIR}")
endif()
hourglass_find_mnist(folder "${MNIST_DIR}")
if(folder)
  set(arguments --data ${folder})
else()
  set(arguments) # synthetic digits
endif()

# Packed again only when the digits or the tool are others.
file(SHA256 ${host}/bin/hourglass-pack tool)
set(wanted "${arguments} ${tool}")
set(done "")
if(EXISTS ${PARTS}/digits/.packed)
  file(READ ${PARTS}/digits/.packed done)
endif()
if(NOT done STREQUAL wanted)
  message("Packing the page's digits")
  file(REMOVE_RECURSE ${PARTS}/digits ${PARTS}/mnist)
  file(MAKE_DIRECTORY ${PARTS}/digits)
  hourglass_run(${PARTS}/pack.log ${host}/bin/hourglass-pack ${arguments} --out ${PARTS}/digits)
  file(READ ${PARTS}/digits/data.json data)
  if(data MATCHES "\"MNIST\"")
    hourglass_run(${PARTS}/pack-all.log ${host}/bin/hourglass-pack ${arguments} --all yes --out
                  ${PARTS}/mnist)
  endif()
  file(WRITE ${PARTS}/digits/.packed "${wanted}")
endif()
