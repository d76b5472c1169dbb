import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.IdFirst;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.List;
import org.h2.mvstore.MVStore;

/** A MongoDB-compatible server for tests: `MongoServer FILE PORT` says where it listens and ends with its input. */
final class MongoServer extends H2Backend {
    public static void main(String[] args) throws Exception {
        var store = new MVStore.Builder().fileName(args[0]).autoCommitDisabled().open();
        var server = new de.bwaldvogel.mongo.MongoServer(new MongoServer(store));
        server.bind("127.0.0.1", Integer.parseInt(args[1]));
        System.out.println(server.getConnectionString());
        while (System.in.read() >= 0);
        System.exit(0);
    }

    private MongoServer(MVStore store) {
        super(store);
        version(new MongoVersion() {
            @Override
            public List<Integer> getVersionArray() {
                return List.of(5, 0, 0);
            }

            /** The driver refuses less than 9. */
            @Override
            public int getWireVersion() {
                return 13;
            }
        });
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return IdFirst.database(name, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        var isHello = command.equalsIgnoreCase("hello") || command.equalsIgnoreCase("isMaster");
        var answer = super.handleCommand(channel, database, isHello ? "isMaster" : command, query);
        return kept(isHello ? answer.append("logicalSessionTimeoutMinutes", 30) : answer);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        return kept(super.handleMessage(message));
    }

    /** What is answered must survive a kill. */
    private Document kept(Document answer) {
        commit();
        return answer;
    }
}
