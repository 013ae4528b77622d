"""The networks of src/train/architectures in PyTorch: prints megapixels per second of training on hidden pixels."""
import json
import sys
import time

import torch
from torch import nn

settings = json.loads(sys.argv[1])
torch.set_num_threads(settings["threads"])
widths, encoder, decoder = settings["widths"], settings["encoder"], settings["decoder"]
half = {"unet": False, "half-unet": True}[settings["architecture"]]


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x):
        return x + self.second(nn.functional.leaky_relu(self.first(x), 0.2))


class Network(nn.Module):
    def __init__(self):
        super().__init__()

        def blocks(counts):
            return nn.ModuleList(nn.Sequential(*[Block(width) for _ in range(n)]) for width, n in zip(widths, counts))
        self.stem = nn.Conv2d(4, widths[0], 4, stride=2, padding=1) if half else nn.Conv2d(4, widths[0], 3, padding=1)
        self.encoder, self.decoder = blocks(encoder), blocks(decoder)
        self.down = nn.ModuleList(nn.Conv2d(a, b, 2, stride=2) for a, b in zip(widths, widths[1:]))
        self.up = nn.ModuleList(nn.Conv2d(b, 4 * a, 1) for a, b in zip(widths, widths[1:]))
        self.head = nn.Conv2d(widths[0], 24 if half else 6, 3, padding=1)
        if half:
            self.pixels = nn.Conv2d(4, 24, 6, stride=2, padding=2, bias=False)
        kernel = torch.tensor([1.0, 2, 1, 2, 4, 2, 1, 2, 1]).reshape(1, 1, 3, 3) / 16
        self.register_buffer("kernel", kernel)

    def blur(self, x):
        channels = x.shape[1]
        padded = nn.functional.pad(x, (1, 1, 1, 1), mode="replicate")
        return nn.functional.conv2d(padded, self.kernel.repeat(channels, 1, 1, 1), groups=channels)

    def forward(self, x, mask):
        filled = x + self.blur(x) / self.blur(mask).clamp(min=1e-3) * (1 - mask)
        seen = torch.cat([filled - 0.5, mask - 0.5], 1)
        y = self.stem(seen)
        skips = []
        for level, blocks in enumerate(self.encoder):
            y = blocks(self.down[level - 1](y) if level else y)
            skips.append(y)
        for level in reversed(range(len(widths) - 1)):
            y = self.decoder[level](skips[level] + nn.functional.pixel_shuffle(self.up[level](y), 2))
        both = nn.functional.pixel_shuffle(self.head(y) + self.pixels(seen), 2) if half else self.head(y)
        change, scale = both.chunk(2, 1)
        return filled + change, nn.functional.softplus(scale)


network = Network().to(memory_format=torch.channels_last)
optimizer = torch.optim.AdamW(network.parameters(), lr=1e-4, betas=(0.9, 0.99), weight_decay=0)
batch, patch = settings["batch"], settings["patch"]
target = torch.rand(batch, 3, patch, patch).contiguous(memory_format=torch.channels_last)
times = []
for _ in range(settings["steps"]):
    start = time.perf_counter()
    mask = (torch.rand(batch, 1, patch, patch) < 0.5).float()
    output, scale = network(target * mask, mask)
    difference = (output - target).abs()
    hidden = (1 - mask) / (1 - mask).sum() / 3
    scale = scale + 1e-4
    loss = (difference * hidden).sum() + 0.02 * ((scale.log() + 1.25 * difference.detach() / scale) * hidden).sum()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1)
    optimizer.step()
    times.append(time.perf_counter() - start)
print(batch * patch * patch * len(times) / 1e6 / sum(times))
