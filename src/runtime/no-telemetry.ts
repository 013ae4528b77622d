/**
 * ONNX Runtime's library starts a telemetry client in the process that loads it: it writes a device id and a database
 * under the user's cache folder, a log in the temporary folder, and looks up its vendor's event host. It leaves that
 * when this variable is set before the library is loaded, which is why this is a module of its own.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
