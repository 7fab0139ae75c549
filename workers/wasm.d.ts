// wrangler hands a Worker its wasm file compiled: compiling at run time is not allowed.
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
