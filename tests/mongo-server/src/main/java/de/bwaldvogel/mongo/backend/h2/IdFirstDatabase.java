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
public final class IdFirstDatabase extends H2Database {
    private final MVStore store;

    public IdFirstDatabase(String name, MVStore store, CursorRegistry cursors) {
        super(name, store, cursors);
        this.store = store;
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
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
}
