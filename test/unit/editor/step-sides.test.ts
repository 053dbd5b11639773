import { expect, test } from 'vitest';
import { sidesOf } from '../../../src/editor/step-sides.ts';

const patch = ` a.yaml | 2 +-
 1 file changed

diff --git a/a.yaml b/a.yaml
index 1..2 100644
--- a/a.yaml
+++ b/a.yaml
@@ -3,3 +3,3 @@ kind: X
 one
---- two
+++++ two
 three
@@ -8 +8,2 @@
-eight
+eight
+nine
\\ No newline at end of file
diff --git a/new.txt b/new.txt
new file mode 100644
--- /dev/null
+++ b/new.txt
@@ -0,0 +1 @@
+hello
diff --git a/gone.txt b/gone.txt
deleted file mode 100644
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-bye
diff --git a/p.png b/p.png
index 1..2 100644
Binary files a/p.png and b/p.png differ
`;

test('each file has its two sides, with the numbers of its lines', () => {
  expect(sidesOf(patch)).toEqual([
    {
      path: 'a.yaml',
      before: '⋯\n⋯\none\n--- two\nthree\n⋯\n⋯\neight\n',
      after: '⋯\n⋯\none\n++++ two\nthree\n⋯\n⋯\neight\nnine\n',
    },
    { path: 'new.txt', before: undefined, after: 'hello\n' },
    { path: 'gone.txt', before: 'bye\n', after: undefined },
    {
      path: 'p.png',
      before: 'Binary files a/p.png and b/p.png differ\n',
      after: 'Binary files a/p.png and b/p.png differ\n',
    },
  ]);
});

test('files of related repositories have their place, and a patch that is cut is told as far as it goes', () => {
  const cut =
    '# In ../apps\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,5 +1,5 @@\n a\n-b\n… cut here; look at the work tree\n';
  expect(sidesOf(cut)).toEqual([{ path: '../apps/x', before: 'a\nb\n⋯\n', after: 'a\n⋯\n' }]);
  expect(sidesOf('')).toEqual([]);
});
