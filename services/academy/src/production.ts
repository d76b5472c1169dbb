/** GraphQL checks in development, at every look at a type, that there is one copy of its library; there is. */
process.env['NODE_ENV'] ??= 'production';
