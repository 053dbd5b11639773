/** An item of the standard layout with two boxes and a step, oddly set here and there, and the table that lists it. */

export const folder = 'bugs/BUG-001-slow-logins';
export const tasksFile = `${folder}/TASKS.md`;
export const reportFile = `${folder}/bug_report.json`;

export const tasks = [
  '# Breakdown: BUG-001',
  '',
  '## Web',
  '',
  '- [ ] Set the image tag to 1.5.0',
  '* [ ]   Raise replicas to 3  ',
  '',
  '### TASK-001: Write the runbook',
  '**Status**: open',
  '**Description**: docs/runbook.md says how to roll back.',
  '',
  '---',
  '*No newline at the end*',
].join('\n');
export const report = [
  '{',
  '    "bug_id": "BUG-001",',
  '    "title":  "Slow logins",',
  '    "status": "in_progress", "priority": "P1",',
  '    "updated_date": "2026-01-01",',
  '    "tags": [ "web",',
  '      "login" ]',
  '}',
].join('\n');
export const table = ['| ID | Status | Location |', '|---|---|---|', `| BUG-001 | in_progress | ${folder} |`, ''].join(
  '\n',
);
export const files = {
  [tasksFile]: tasks,
  [reportFile]: report,
  [`${folder}/PROMPT.md`]:
    '# BUG-001: Slow logins\n\nLogins take ten seconds.\n\n## Acceptance Criteria\n\n- [ ] Fast\n',
  [`${folder}/PLAN.md`]: '# Plan\n',
  [`${folder}/screens/login.txt`]: 'slow\n',
  'bugs/bugs.md': table,
};

/** The date as the engine writes it. */
export const today = () => new Date().toLocaleDateString('sv');
