/** An extension of the benchmark to compare with: it does nothing at all. */
exports.activate = () => {};
