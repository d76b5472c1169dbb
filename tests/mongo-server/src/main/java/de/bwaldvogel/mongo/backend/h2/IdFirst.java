package de.bwaldvogel.mongo.backend.h2;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVStore;

/**
 * Looks a document up by its id where a query asks for more of it, as MongoDB does; the server walks the whole
 * collection then. It lets only its own package make an index.
 */
public final class IdFirst {
    private IdFirst() {}

    /** A class without a name, since the database opens its indexes before it has any field of ours. */
    public static H2Database database(String database, MVStore store, CursorRegistry cursors) {
        return new H2Database(database, store, cursors) {
            @Override
            protected Index<Object> openOrCreateUniqueIndex(
                    String collection, String name, List<IndexKey> keys, boolean sparse) {
                var map = "%s._index_%s".formatted(getFullCollectionNamespace(collection), name);
                return new H2UniqueIndex(store.openMap(map), name, keys, sparse) {
                    @Override
                    public synchronized boolean canHandle(Document query) {
                        return super.canHandle(ownPartOf(query));
                    }

                    @Override
                    public synchronized Iterable<Object> getPositions(Document query) {
                        return super.getPositions(ownPartOf(query));
                    }

                    private Document ownPartOf(Document query) {
                        var part = new Document(query);
                        part.keySet().retainAll(keySet());
                        return part;
                    }
                };
            }
        };
    }
}
