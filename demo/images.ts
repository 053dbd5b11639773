/** What the simulated registry holds. catalogue:2.1.0 is missing on purpose: TASK-008 rolls it out and has to fail. */
export const registryImages: ReadonlySet<string> = new Set([
  'registry.shop.test/shop/frontend:1.4.2',
  'registry.shop.test/shop/frontend:1.5.0',
  'registry.shop.test/shop/cart:0.9.1',
  'registry.shop.test/shop/cart:0.9.2',
  'registry.shop.test/shop/catalogue:2.0.3',
  'registry.shop.test/mirror/redis:7.4.1',
]);
