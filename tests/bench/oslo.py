"""The real oslo.versionedobjects, asked by the benchmarks of Rust: a line is a request, and so is the answer.

    read TEXT       keeps the envelope and its object; the answer is what the object is written as
    encode COUNT    writes the object so often; the answer is the seconds that it took
    decode COUNT    reads the envelope so often
"""
import gc
import json
import pathlib
import sys
import time

from declare import declare_all, load

FAMILY = pathlib.Path(__file__).parent / '../conformance/data/cinder-objects-1.26.json.gz'


def seconds(run, count):
    gc.collect()
    began = time.perf_counter()
    for _ in range(count):
        run()
    return time.perf_counter() - began


def main():
    classes = declare_all(load(FAMILY)['objects'])
    text = held = None
    for line in sys.stdin:
        word, _, rest = line.rstrip('\n').partition(' ')
        if word == 'read':
            text, envelope = rest, json.loads(rest)
            of = classes[envelope['versioned_object.name']]
            held = of.obj_from_primitive(envelope)
            answer = json.dumps(held.obj_to_primitive())
        elif word == 'encode':
            answer = seconds(lambda: json.dumps(held.obj_to_primitive()), int(rest))
        else:
            answer = seconds(lambda: type(held).obj_from_primitive(json.loads(text)), int(rest))
        print(answer, flush=True)


main()
