/** The domains of the sample academy's framework, in its order. */
export const ACADEMY_DOMAINS = [
  'technical-fluency',
  'quality-evaluation',
  'product-strategy',
  'uncertainty-communication',
  'responsible-ai',
];
