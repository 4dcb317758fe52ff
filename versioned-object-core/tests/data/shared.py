"""What caps.py and children.py share."""
from oslo_utils import versionutils


class Since:
    ADDED = {}

    def obj_make_compatible(self, primitive, target_version):
        super().obj_make_compatible(primitive, target_version)
        target = versionutils.convert_version_to_tuple(target_version)
        for name, version in self.ADDED.items():
            if target < version:
                primitive.pop(name, None)


def ordered(value):
    if isinstance(value, dict):
        return {key: sorted(x) if key.endswith('.changes') else ordered(x) for key, x in value.items()}
    if isinstance(value, list):
        return [ordered(x) for x in value]
    return value
