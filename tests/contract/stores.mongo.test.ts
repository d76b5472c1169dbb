import { keyStoreContract } from './key-store.contract.js';
import { onMongo } from './on-mongo.js';
import { viewLiveContract } from './view-live.contract.js';
import { viewPageContract } from './view-page.contract.js';
import { viewStoreContract } from './view-store.contract.js';

onMongo(({ open }) => {
  viewStoreContract('MongoDB', async () => (await open()).mongo.views);
  viewPageContract('MongoDB', async () => (await open()).mongo.views);
  viewLiveContract('MongoDB', async () => (await open()).mongo.views);
  keyStoreContract('MongoDB', async () => (await open()).mongo.keys);
});
