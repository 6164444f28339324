import { SLICES } from './throttle-rule.js';
/**
 * Counts a request under every key, or under none when one has no room: KEYS are hashes of slice to count, ARGV the limit
 * and the window in milliseconds of each. Redis' own clock is the one all processes share. Gives 1 or 0, and of each key
 * what is used and the milliseconds until some of it leaves the window.
 */
export const THROTTLE_SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local slices = ${SLICES}
local open, allowed = {}, 1
for i, key in ipairs(KEYS) do
  local limit, window = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local current = math.floor(now * slices / window)
  local one = { key = key, limit = limit, window = window, current = current, used = 0, counts = {} }
  local fields = redis.call('HGETALL', key)
  for j = 1, #fields, 2 do
    local slice, count = tonumber(fields[j]), tonumber(fields[j + 1])
    if slice < current - slices then
      redis.call('HDEL', key, fields[j])
    else
      one.used = one.used + count
      table.insert(one.counts, { slice, count })
    end
  end
  if one.used >= limit then allowed = 0 end
  open[i] = one
end
local answer = { allowed }
for i, one in ipairs(open) do
  if allowed == 1 then
    redis.call('HINCRBY', one.key, string.format('%d', one.current), 1)
    redis.call('PEXPIRE', one.key, math.ceil(one.window * (slices + 1) / slices))
    one.used = one.used + 1
    table.insert(one.counts, { one.current, 1 })
  end
  table.sort(one.counts, function(a, b) return a[1] < b[1] end)
  local left, leaving = one.used, one.current
  for _, pair in ipairs(one.counts) do
    leaving, left = pair[1], left - pair[2]
    if left < one.limit then break end
  end
  table.insert(answer, one.used)
  table.insert(answer, math.ceil((leaving + slices + 1) * one.window / slices - now))
end
return answer`;
//# sourceMappingURL=throttle-script.js.map