/**
 * What a caller may do within their tenant; the table of who may do what stands in the domain's documentation. Apart from
 * its GraphQL, since a gateway to services elsewhere has no schema of its own to build.
 */
export enum Role {
  LEARNER = 'LEARNER',
  ASSESSOR = 'ASSESSOR',
  CURATOR = 'CURATOR',
  ANALYST = 'ANALYST',
  ADMINISTRATOR = 'ADMINISTRATOR',
}
