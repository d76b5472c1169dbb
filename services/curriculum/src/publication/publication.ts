import {
  FrameworkEvents,
  publicationAfter,
  type FrameworkEvent,
  type Projection,
  type Publication,
  type Whole,
} from '@proficio/events';

/** Which version of a framework is the newest. */
export interface Newest {
  readonly framework: string;
  readonly version: number;
}

export const versionId = ({ framework, version }: Newest): string => `${framework}@${version}`;

export const isComplete = (publication: Publication | undefined): publication is Whole =>
  publication !== undefined && publication.content !== null;

/** Every published version by `key@version`, and the newest by key; the newest moves once the last part has come. */
export const publications: Projection<{ readonly publication: Publication; readonly newest: Newest }, FrameworkEvent> =
  {
    name: 'curriculum-publications',
    version: 2,
    from: [FrameworkEvents],
    views: { publication: {}, newest: { byFramework: ['framework'] } },
    keys: ({ type, data, meta: { tenant } }) =>
      type === 'FrameworkPublished'
        ? [
            { view: 'publication', tenant, key: versionId(data) },
            { view: 'newest', tenant, key: data.framework },
          ]
        : [],
    evolve: (views, event) => {
      if (event.type !== 'FrameworkPublished') return;
      const { tenant, recordedAt } = event.meta;
      const { framework, version } = event.data;
      const at = { view: 'publication', tenant, key: versionId(event.data) } as const;
      const after = publicationAfter(views.get(at), event, recordedAt);
      views.put(at, after);
      if (isComplete(after)) views.put({ view: 'newest', tenant, key: framework }, { framework, version });
    },
  };
