// What TypeScript does not find: the program that Emscripten makes.

declare module '*/hourglass-simd.js' {
  export default function createHourglass(options: object): Promise<any>;
}
