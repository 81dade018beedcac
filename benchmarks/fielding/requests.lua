-- Sends each line of a file once, in turn: method, path and body, with tabs between them.
local requests = {}
local at = 0

function init(args)
  local form = { ["Content-Type"] = "application/x-www-form-urlencoded", ["Host"] = args[2],
                 ["Sec-Fetch-Site"] = "same-origin" }
  for line in io.lines(args[1]) do
    local method, path, body = line:match("^(%u+)\t([^\t]*)\t(.*)$")
    requests[#requests + 1] = wrk.format(method, path, form, method == "POST" and body or nil)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency, _)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout + errors.status
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.3f, "failed": %d, "p50": %.3f, "p99": %.3f, "most": %.3f}\n',
    summary.requests, summary.duration / 1e6, failed, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3))
end
