/** What tasks do: general knowledge of the field, with the words that mean the same. */

/**
 * One deed a line: classes, then the words; the first word names the term. Words with `_` are phrases. Two titles with
 * deeds of which no class is common ask for different work. The class `trouble` marks what is reported, not done.
 */
export const deeds = `
upgrade | upgrade update bump patch
rollback upgrade | rollback roll_back revert downgrade go_back undo
remove | remove delete drop purge prune clean cleanup clean_up garbage_collection garbage_collect garbage_collector gc sweep decommission retire get_rid_of uninstall tear_down erase dispose
create install | add create generate introduce implement establish define make
create | write
install create | install set_up setup deploy provision roll_out rollout ship bootstrap launch
configure | configure config configuration setting set tune adjust settings reconfigure
trouble | fix repair resolve correct remedy mend
trouble | investigate debug analyse analyze diagnose look_into look_at find_out troubleshoot root_cause examine
renew | renew rotate reissue regenerate refresh prolong extend_validity change_password rotation renewal roll_over re_issue issue_anew issue_again cycle
replace renew migrate | replace exchange swap substitute replacement
migrate | migrate move transfer convert switch_from switch_to relocate migration port_to move_away
restrict | restrict limit_access lock_down secure harden protect deny_all default_deny tighten isolate
block restrict | block forbid deny prohibit revoke withdraw disallow
allow | allow permit grant give_access open_up
expose allow | expose publish make_available reachable_from
monitor | monitor observe watch monitoring observability track
monitor | alert alarm notification notify warn pager alerting paging
document | document documentation docs runbook guide write_up describe procedure how_to write_down playbook readme adr handbook instructions doc
test | test verify validate check verification testing validation prove smoke
backup | backup back_up dump snapshot backups
restore | restore restoring recover recovery bring_back restoration
increase trouble | increase raise expand extend grow enlarge scale_up bigger larger resize higher double grow_beyond
decrease trouble | decrease reduce lower shrink shorten scale_down less smaller fewer cut
enable | enable activate turn_on switch_on
disable | disable deactivate turn_off switch_off
stop disable | stop pause suspend shut_down shutdown halt power_off
resume enable | resume unpause unsuspend continue
start | start startup start_up boot come_up
restart | restart reboot recreate bounce
build | build rebuild compile
push | push upload
pull | pull download fetch
rename | rename renaming
distribute | distribute
schedule | schedule scheduled timetable
automate | automate automatic automatically auto automation unattended
speed trouble | speed_up accelerate optimise optimize faster optimisation
split | split separate divide
merge | merge combine consolidate unify
encrypt | encrypt encryption unencrypted plain_text plaintext clear_text cleartext
scan | scan scanning scanner
pin | pin pinned fixed_version fixed_image
archive | archive archiving
scale | scale autoscale autoscaling autoscaler hpa horizontalpodautoscaler horizontal_pod_autoscaler
`;
