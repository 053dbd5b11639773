/** What a repository without any work is told: where work is expected. @param root path of the repository */
export function whereWorkIs(root: string): string {
  return `${root} holds no tasks. They are expected as tasks/active/TASK-001.md (also in tasks/backlog/, tasks/blocked/ and tasks/completed/), or as bugs/BUG-001-slug/ and features/FEAT-001-slug/ with bug_report.json or feature_request.json, at the root or in feature-management/.`;
}
