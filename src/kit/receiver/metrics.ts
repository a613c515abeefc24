// Counts of requests, in the text format of Prometheus. They contain nothing about a customer.
export interface Metrics {
  count(endpoint: string, status: number, seconds: number): void;
  text(): string;
}

const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  const buckets = BOUNDS.map(() => 0);
  let [count, sum] = [0, 0];
  return {
    count(endpoint, status, seconds) {
      const labels = `endpoint="${endpoint}",status="${status}"`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      for (const [at, bound] of BOUNDS.entries()) if (seconds <= bound) buckets[at] = (buckets[at] ?? 0) + 1;
      count++;
      sum += seconds;
    },
    text: () =>
      [
        "# HELP regards_requests_total Requests answered.",
        "# TYPE regards_requests_total counter",
        ...[...requests].map(([labels, number]) => `regards_requests_total{${labels}} ${number}`),
        "# HELP regards_request_seconds Time from request to answer.",
        "# TYPE regards_request_seconds histogram",
        ...BOUNDS.map((bound, at) => `regards_request_seconds_bucket{le="${bound}"} ${buckets[at]}`),
        `regards_request_seconds_bucket{le="+Inf"} ${count}`,
        `regards_request_seconds_sum ${sum}`,
        `regards_request_seconds_count ${count}`,
        "",
      ].join("\n"),
  };
}
