// Dear ImGui's renderer asks OpenGL for the state that it is going to change, to restore it after
// each frame. In a browser every such question waits until the graphics process has drawn all that
// was asked for before. Nobody else draws in our context, so the answers are known: this stands in
// for glGetIntegerv where the renderer is compiled (cmake/dependencies.cmake).
#include <GLES3/gl3.h>

#include <algorithm>

extern "C" void hourglass_gl_state(GLenum name, GLint* value) {
  switch (name) {
    case GL_ACTIVE_TEXTURE:
      *value = GL_TEXTURE0;
      return;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA:
      *value = GL_ONE;
      return;
    case GL_BLEND_DST_RGB:
    case GL_BLEND_DST_ALPHA:
      *value = GL_ZERO;
      return;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA:
      *value = GL_FUNC_ADD;
      return;
    case GL_CURRENT_PROGRAM:
    case GL_TEXTURE_BINDING_2D:
    case GL_SAMPLER_BINDING:
    case GL_ARRAY_BUFFER_BINDING:
    case GL_VERTEX_ARRAY_BINDING:
    case GL_PIXEL_UNPACK_BUFFER_BINDING:
      *value = 0;
      return;
    case GL_VIEWPORT:  // both are set anew for every frame
    case GL_SCISSOR_BOX:
      std::fill_n(value, 4, 0);
      return;
    default:
      glGetIntegerv(name, value);
  }
}
