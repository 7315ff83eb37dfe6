#include "lab/graphics/program.h"

#include <GLES3/gl3.h>

#include <array>
#include <string>

#include "embedded/shader_files.h"

namespace hourglass {
namespace {

std::string_view source_of(std::string_view name) {
  for (const EmbeddedFile& file : shader_files()) {
    if (file.name == name) return file.text();
  }
  return {};
}

Result<GLuint> compile(GLenum stage, const std::string& file_name) {
  const std::string_view source = source_of(file_name);
  const GLuint shader = glCreateShader(stage);
  const char* text = source.data();
  const auto length = static_cast<GLint>(source.size());
  glShaderSource(shader, 1, &text, &length);
  glCompileShader(shader);
  GLint compiled = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
  if (compiled) return shader;
  std::array<char, 1024> log{};
  glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), nullptr, log.data());
  glDeleteShader(shader);
  return Error{"shaders/" + file_name + " does not compile here: " + log.data()};
}

}  // namespace

Result<unsigned> build_program(std::string_view name, const AttributeLocation* attributes,
                               int attribute_count) {
  Result<GLuint> vertex = compile(GL_VERTEX_SHADER, std::string(name) + ".vert");
  if (!vertex.ok()) return vertex.error();
  Result<GLuint> fragment = compile(GL_FRAGMENT_SHADER, std::string(name) + ".frag");
  if (!fragment.ok()) {
    glDeleteShader(vertex.value());
    return fragment.error();
  }
  const GLuint program = glCreateProgram();
  glAttachShader(program, vertex.value());
  glAttachShader(program, fragment.value());
  for (int i = 0; i < attribute_count; ++i) {
    glBindAttribLocation(program, static_cast<GLuint>(attributes[i].location), attributes[i].name);
  }
  glLinkProgram(program);
  glDeleteShader(vertex.value());
  glDeleteShader(fragment.value());
  GLint linked = 0;
  glGetProgramiv(program, GL_LINK_STATUS, &linked);
  if (linked) return program;
  std::array<char, 1024> log{};
  glGetProgramInfoLog(program, static_cast<GLsizei>(log.size()), nullptr, log.data());
  glDeleteProgram(program);
  return Error{"shaders/" + std::string(name) + " do not link here: " + log.data()};
}

}  // namespace hourglass
