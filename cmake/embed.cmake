# Files that are compiled into the program.
#
#   hourglass_embed(hourglass_io recipe_files FILES A.json B.json)
#
# adds a source to the target that defines, for the files in the order given,
#
#   std::span<const EmbeddedFile> hourglass::recipe_files();     declared in "embedded/recipe_files.h"
#
# EmbeddedFile: src/io/embedded_file.h. The files are read again at build time whenever they change.
if(CMAKE_SCRIPT_MODE_FILE)
  # Run at build time with -DOUTPUT= -DNAME= -DFILES=
  set(arrays)
  set(entries)
  set(number 0)
  foreach(file IN LISTS FILES)
    file(READ ${file} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(REGEX REPLACE "(................................................................................)"
                         "\\1\n" bytes "${bytes}")
    get_filename_component(base ${file} NAME)
    string(APPEND arrays "constexpr std::uint8_t kBytes${number}[] = {\n${bytes}};\n")
    string(APPEND entries "    {\"${base}\", kBytes${number}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  file(WRITE ${OUTPUT}
       "#include \"embedded/${NAME}.h\"\n\nnamespace hourglass {\nnamespace {\n\n${arrays}\n"
       "constexpr EmbeddedFile kFiles[] = {\n${entries}};\n\n}  // namespace\n\n"
       "std::span<const EmbeddedFile> ${NAME}() { return kFiles; }\n\n}  // namespace hourglass\n")
  return()
endif()

function(hourglass_embed target name)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "FILES")
  list(TRANSFORM arg_FILES PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ REGEX "^[^/]")
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/embed)
  file(CONFIGURE OUTPUT ${folder}/embedded/${name}.h CONTENT
"#pragma once\n\n#include <span>\n\n#include \"io/embedded_file.h\"\n
namespace hourglass {\n\nstd::span<const EmbeddedFile> ${name}();\n\n}  // namespace hourglass\n")
  add_custom_command(
    OUTPUT ${folder}/${name}.cpp
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${folder}/${name}.cpp -DNAME=${name} "-DFILES=${arg_FILES}" -P
            ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    DEPENDS ${arg_FILES} ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    COMMENT "Embedding ${name}"
    VERBATIM)
  target_sources(${target} PRIVATE ${folder}/${name}.cpp)
  # the same names in each
  set_source_files_properties(${folder}/${name}.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_include_directories(${target} PRIVATE ${folder})
endfunction()
