# Run by the target `page` with SOURCE, PAGE, VARIANT, PROGRAM (folder of the variant's .js and .wasm),
# VERSION and PARTS: the folder of what is kept from build to build, with the digits that pack_digits.cmake
# has packed.
cmake_minimum_required(VERSION 3.25)
file(MAKE_DIRECTORY ${PAGE})
file(LOCK ${PARTS} DIRECTORY) # builds of other variants write the same folders
find_program(NODE node REQUIRED)
include(${CMAKE_CURRENT_LIST_DIR}/run.cmake)
file(READ ${PARTS}/digits/data.json data)
string(STRIP "${data}" data)

# --- what belongs into the page: file by file, "path in the page|file"
set(entries)
macro(add folder)
  foreach(file ${ARGN})
    cmake_path(GET file FILENAME name)
    list(APPEND entries "${folder}${name}|${file}")
  endforeach()
endmacro()
hourglass_run(${PARTS}/bundle.log ${NODE} ${SOURCE}/web/bundle.mjs ${SOURCE}/web/main.js
              ${PARTS}/main.js)
file(GLOB files ${SOURCE}/web/*.css ${SOURCE}/web/*.svg)
set(scripts guard.js policies.js probe-worker.js service-worker.js) # that stand alone
list(TRANSFORM scripts PREPEND ${SOURCE}/web/)
add("" ${SOURCE}/web/index.html ${SOURCE}/web/licences.txt ${PARTS}/main.js ${scripts} ${files})
file(GLOB files ${SOURCE}/web/embed/*)
add("embed/" ${files})
file(GLOB files ${SOURCE}/assets/fonts/*.otf)
add("fonts/" ${files})
file(GLOB files ${SOURCE}/assets/weights/*.safetensors)
add("weights/" ${files})
file(GLOB files ${SOURCE}/assets/lessons/*.json)
add("lessons/" ${files})
file(GLOB files ${PARTS}/digits/*.gz)
add("data/" ${files})
file(GLOB files ${PARTS}/mnist/*.gz)
add("data/all/" ${files})

set(paths manifest.json)
foreach(entry IN LISTS entries)
  string(REGEX MATCH "^(.*)\\|(.*)$" entry "${entry}")
  cmake_path(GET CMAKE_MATCH_1 PARENT_PATH folder)
  file(MAKE_DIRECTORY ${PAGE}/${folder})
  file(COPY_FILE ${CMAKE_MATCH_2} ${PAGE}/${CMAKE_MATCH_1} ONLY_IF_DIFFERENT)
  list(APPEND paths ${CMAKE_MATCH_1})
endforeach()
foreach(extension js wasm)
  set(name hourglass-${VARIANT}.${extension})
  file(COPY_FILE ${PROGRAM}/${name} ${PAGE}/${name} ONLY_IF_DIFFERENT)
endforeach()

hourglass_run(${PARTS}/seal.log ${NODE} ${SOURCE}/web/seal.mjs ${PAGE})

# --- nothing is left of what an earlier build had; programs of other variants stay, and so does what
# is made of the page below
file(GLOB_RECURSE present RELATIVE ${PAGE} ${PAGE}/*)
list(APPEND paths hourglass.html)
foreach(path IN LISTS present)
  string(REGEX REPLACE "\\.(br|gz)$" "" plain ${path})
  if(path MATCHES "^hourglass-.*\\.(js|wasm)$")
    list(APPEND paths ${path})
  elseif(NOT path IN_LIST paths AND NOT plain IN_LIST paths AND NOT plain MATCHES
                                                            "^hourglass-.*\\.(js|wasm)$")
    file(REMOVE ${PAGE}/${path})
  endif()
endforeach()

# --- manifest.json; the version names the content, for caches
list(REMOVE_DUPLICATES paths)
list(REMOVE_ITEM paths manifest.json hourglass.html)
list(SORT paths)
set(files)
set(variants)
foreach(path IN LISTS paths)
  file(SIZE ${PAGE}/${path} bytes)
  file(SHA256 ${PAGE}/${path} sha256)
  set(later "")
  if(path MATCHES "^data/all/") # kept for use offline once it was asked for
    set(later ", \"later\": true")
  endif()
  list(APPEND files
       "    {\"path\": \"${path}\", \"bytes\": ${bytes}, \"sha256\": \"${sha256}\"${later}}")
  if(path MATCHES "^hourglass-(.*)\\.wasm$")
    set(name ${CMAKE_MATCH_1})
    file(SIZE ${PAGE}/hourglass-${name}.js js_bytes)
    math(EXPR bytes "${bytes} + ${js_bytes}")
    list(APPEND variants
         "    \"${name}\": {\"js\": \"hourglass-${name}.js\", \"wasm\": \"${path}\", \"bytes\": ${bytes}}")
  endif()
endforeach()
list(JOIN files ",\n" files)
list(JOIN variants ",\n" variants)
string(SHA256 content "${files}")
string(SUBSTRING ${content} 0 12 content)
file(WRITE ${PAGE}/manifest.json
     "{\n  \"version\": \"${VERSION}-${content}\",\n  \"data\": ${data},\n  \"variants\": {\n${variants}\n  },\n"
     "  \"files\": [\n${files}\n  ]\n}\n")

# --- the page in a single file, and everything compressed, for hosts that send what lies beside a file
if(EXISTS ${PAGE}/hourglass-simd.wasm)
  hourglass_run(${PARTS}/single-file.log ${NODE} ${SOURCE}/web/single-file.mjs ${PAGE})
endif()
hourglass_run(${PARTS}/compress.log ${NODE} ${SOURCE}/web/compress.mjs ${PAGE})
