/** What goes wrong: general knowledge of the field. */

/** Troubles, one a line: the words that report the same one. Most are reported in many ways. */
export const troubles = `
sessionfailure: session_failure session_failed
fail: fail failure failed broken break error fault issue problem bug trouble wrong invalid malfunction not_work not_working does_not cannot can_not unable could_not do_not is_not are_not will_not no_longer any_more anymore never not nothing refuse rejected reject unsuccessful abort incorrect out_of_order
crash: crash crashloop crashloopbackoff crash_loop crash_looping crash_loop_back_off dies died killed kill terminated keep_restarting restart_again again_and_again restart_loop panic segfault exit
oom: oom oomkilled oom_killed out_of_memory run_out_of_memory ran_out_of_memory 137 memory_exhausted too_little_memory
stuck: stuck hang hung stall timeout time_out timed_out deadline deadlineexceeded deadline_exceeded block_by blocked_by never_finish never_complete never_end freeze blocked unresponsive give_up gave_up retries_exhausted never_become
notready: notready not_ready unhealthy unready never_ready not_healthy degraded never_become_ready
unreachable: unreachable not_reachable connection_refused cannot_connect cannot_reach down offline unavailable outage not_available disconnected no_connection
denied: denied forbidden unauthorized unauthorised 401 403 permission rbac not_allowed may_not privilege role rolebinding clusterrole clusterrolebinding access accessdenied access_denied iam policy_incomplete
full: full exceeded exhausted no_space no_space_left ran_out run_out_of_space ran_out_of_space run_out_of_disk run_out_of_disk_space nearly_full run_out reach_limit limit_reached diskpressure disk_pressure fill fill_up out_of_space no_free exceed too_small close_to
expired: expired expire expiry lapse lapsed expiration ran_out_of_date run_out_of_date outdated_certificate
missing: missing absent not_found does_not_exist not_exist nonexistent 404 lack lacking gone lost lose losing loss disappear vanish
flaky: flaky intermittent intermittently sporadic sporadically occasional occasionally now_and_then unstable at_random random randomly from_time_to_time sometimes
slow: slow slowly latency sluggish take_long takes_forever take_forever lag response_time too_long delay delayed lagging
leaked: leak leaked compromised posted disclosed
stale: stale outdated out_of_date obsolete legacy old behind out_of_support end_of_life eol unsupported deprecated
unused: unused orphaned orphan leftover leftovers dangling no_longer_used nobody_uses nobody_use
pending: pending unschedulable not_scheduled unscheduled stay_pending
badgateway: 502 bad_gateway
servererror: 500 internal_server_error 5xx
gatewaytimeout: 504 gateway_timeout
unavailable503: 503 service_unavailable
evicted: evicted evict eviction
imagepull: imagepullbackoff image_pull_back_off errimagepull err_image_pull imagepull manifest_unknown
corrupt: corrupt corrupted corruption damaged
drift: drift skew diverge
conflict: conflict conflicting
insecure: insecure vulnerable vulnerability cve
`;
