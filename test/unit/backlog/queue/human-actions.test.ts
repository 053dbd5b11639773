import { test } from 'vitest';
import { backlog, type Cases, check } from './queue-cases.ts';

const cases: Cases = {
  'pending, in-progress and blocked human actions block what they list; those that are over do not': {
    tasks: [{ id: 'TASK-001' }, { id: 'TASK-002' }, { id: 'TASK-003' }, { id: 'TASK-004' }],
    actions: [
      { id: 'ACTION-001', status: 'pending', blockingItems: ['TASK-001'] },
      { id: 'ACTION-002', status: 'in_progress', blockingItems: ['TASK-002'] },
      { id: 'ACTION-003', status: 'blocked', blockingItems: ['TASK-003'] },
      { id: 'ACTION-004', status: 'completed', blockingItems: ['TASK-004'] },
    ],
    queue: [
      'TASK-001 blocked action <- ACTION-001',
      'TASK-002 blocked action <- ACTION-002',
      'TASK-003 blocked action <- ACTION-003',
      'TASK-004 ready',
    ],
    next: 'TASK-004',
    explains: { 'TASK-001': 'Waits for ACTION-001 (a person must finish it).' },
  },
  'an action lists bugs and features of the standard layout': {
    tasks: [{ id: 'BUG-003', layout: 'standard' }],
    actions: [{ blockingItems: ['bug-3'] }],
    queue: ['BUG-003 blocked action <- ACTION-001'],
  },
  'a task may name the action itself, beside a task': {
    tasks: [{ id: 'TASK-001', fields: ['blocked_by: TASK-002, ACTION-001'] }, { id: 'TASK-002' }],
    actions: [{}],
    queue: ['TASK-001 blocked action <- ACTION-001 TASK-002', 'TASK-002 ready'],
    explains: { 'TASK-001': 'Waits for ACTION-001 (a person must finish it) and TASK-002 (1 open criterion).' },
  },
  'an action that is named and lists the task is one blocker': {
    tasks: [{ id: 'TASK-001', fields: ['blocked_by: ACTION-1'] }],
    actions: [{ blockingItems: ['TASK-1'] }],
    queue: ['TASK-001 blocked action <- ACTION-001'],
  },
  'an action that is over meets what names it': {
    tasks: [{ id: 'TASK-001', fields: ['depends_on: ACTION-001'] }],
    actions: [{ status: 'done' }],
    queue: ['TASK-001 ready'],
  },
  'required are those that are pending with an effective urgency of critical or high; the original stands beside it': {
    tasks: [
      { id: 'TASK-001', priority: 'critical' },
      { id: 'TASK-002', priority: 'high' },
      { id: 'TASK-003', priority: 'medium' },
      { id: 'TASK-004', priority: 'critical' },
      { id: 'TASK-005', priority: 'critical' },
    ],
    actions: [
      { id: 'ACTION-001', urgency: 'low', blockingItems: ['TASK-001'] },
      { id: 'ACTION-002', urgency: 'medium', blockingItems: ['TASK-002', 'TASK-003'] },
      { id: 'ACTION-003', urgency: 'medium', blockingItems: ['TASK-003'] },
      { id: 'ACTION-004', urgency: 'low', status: 'in_progress', blockingItems: ['TASK-004'] },
      { id: 'ACTION-005', urgency: 'low', status: 'blocked', blockingItems: ['TASK-005'] },
      { id: 'ACTION-006', urgency: 'high' },
    ],
    queue: [
      'TASK-001 blocked action <- ACTION-001',
      'TASK-004 blocked action <- ACTION-004',
      'TASK-005 blocked action <- ACTION-005',
      'TASK-002 blocked action <- ACTION-002',
      'TASK-003 blocked action <- ACTION-002 ACTION-003',
    ],
    required: [
      'ACTION-001 critical (low) -> TASK-001 TASK-001',
      'ACTION-002 high (medium) -> TASK-002 TASK-003 TASK-002 TASK-003',
      'ACTION-006 high (high) ->',
    ],
    next: 'ACTION-001',
  },
  'urgency is that of the most urgent task that waits, also through others': {
    tasks: [
      { id: 'TASK-001', priority: 'low' },
      { id: 'TASK-002', priority: 'critical', fields: ['depends_on: TASK-001'] },
    ],
    actions: [{ urgency: 'low', blockingItems: ['TASK-001'] }],
    queue: ['TASK-002 blocked dependency <- TASK-001', 'TASK-001 blocked action <- ACTION-001'],
    required: ['ACTION-001 critical (low) -> TASK-001 TASK-001'],
  },
  'an action that is over in other words blocks nothing': {
    tasks: [{ id: 'TASK-001', priority: 'critical' }],
    actions: [
      { id: 'ACTION-001', status: 'superseded', blockingItems: ['TASK-001'] },
      { id: 'ACTION-002', status: 'Done ✅', blockingItems: ['TASK-001'] },
    ],
    queue: ['TASK-001 ready'],
  },
  'a status that nobody knows counts as pending, and is told': {
    tasks: [{ id: 'TASK-001', priority: 'critical' }],
    actions: [{ status: 'pnding?', blockingItems: ['TASK-001'] }],
    queue: ['TASK-001 blocked action <- ACTION-001'],
    required: ['ACTION-001 critical (medium) -> TASK-001 TASK-001'],
    problems: ['warning action-status-unknown human-actions/ACTION-001/action_report.json:1'],
    warnings: ['has the status "pnding?"'],
  },
  'a status in words of their own counts as pending': {
    tasks: [{ id: 'TASK-001', priority: 'critical' }],
    actions: [{ status: 'waiting_for_approval', blockingItems: ['TASK-001'] }],
    queue: ['TASK-001 blocked action <- ACTION-001'],
    required: ['ACTION-001 critical (medium) -> TASK-001 TASK-001'],
  },
  'a task that a person must do is listed with the human actions, blocks what names it, and is never ready': {
    tasks: [
      { id: 'TASK-001', priority: 'low', fields: ['type: human-action', 'blocks: TASK-002'] },
      { id: 'TASK-002', priority: 'high' },
      { id: 'TASK-003', priority: 'critical', ...backlog, fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-003 blocked dependency <- TASK-001', 'TASK-002 blocked action <- TASK-001', 'TASK-001 blocked human'],
    required: ['TASK-001 critical (low) -> TASK-002 TASK-002 TASK-003'],
    next: 'TASK-001',
    explains: {
      'TASK-001': 'A person must do this task; no agent works on it.',
      'TASK-002': 'Waits for TASK-001 (a person must finish it).',
      'TASK-003': 'Waits for TASK-001 (a person must do it).',
    },
  },
  'a task that a person must do may wait for others': {
    tasks: [
      { id: 'TASK-001', priority: 'low', fields: ['type: human-action', 'depends_on: TASK-002'] },
      { id: 'TASK-002' },
    ],
    queue: ['TASK-002 ready', 'TASK-001 blocked human <- TASK-002'],
    explains: { 'TASK-001': 'A person must do this task, and it waits for TASK-002 (1 open criterion).' },
  },
  'an action that blocks an unknown task is told': {
    tasks: [{ id: 'TASK-001' }],
    actions: [{ blockingItems: ['TASK-077', 'BUG-1'] }],
    queue: ['TASK-001 ready'],
    problems: ['warning action-unknown-task human-actions/ACTION-001/action_report.json:1'],
    warnings: ['ACTION-001 blocks TASK-077, which no file holds.'],
  },
};

test.each(Object.entries(cases))('%s', (_, expected) => check(expected));
