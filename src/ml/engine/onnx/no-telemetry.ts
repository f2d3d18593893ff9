/**
 * ONNX Runtime's builds report usage to their maker unless this variable is set before the library loads: it queues events
 * in `~/.cache` and sends them. A service that people host themselves says nothing to anybody. Imported before the library.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
